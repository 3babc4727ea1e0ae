/**
 * Average uniqueness of each case of one symbol (López de Prado 2018, ch. 4.4): the mean, over the bars
 * i + 1 … end[i] that the label looks at, of 1 / (number of cases that look at that bar). With a full set
 * of overlapping h-bar labels it is about 1 / h; alone in its span a case has 1.
 *
 * @param end last bar that the label of bar i depends on; -1 for no case (weight 0).
 */
export function averageUniqueness(
  end: Int32Array,
  output: Float64Array = new Float64Array(end.length),
): Float64Array {
  const n = end.length;
  const change = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    if (end[i] <= i) continue;
    change[i + 1]++;
    change[Math.min(end[i], n - 1) + 1]--;
  }
  /** Running sum of 1 / concurrency up to and including a bar. */
  const shares = new Float64Array(n);
  let concurrent = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    concurrent += change[i];
    if (concurrent > 0) sum += 1 / concurrent;
    shares[i] = sum;
  }
  for (let i = 0; i < n; i++) {
    const last = Math.min(end[i], n - 1);
    output[i] = last > i ? (shares[last] - shares[i]) / (last - i) : 0;
  }
  return output;
}

/** Last bar that each known h-bar forward return depends on; -1 where the return is unknown. */
export function horizonEnds(forward: Float64Array, horizon: number): Int32Array {
  return Int32Array.from(forward, (value, i) => (value === value ? i + horizon : -1));
}
