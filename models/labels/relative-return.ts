/**
 * Forward return less that of the market over the same bars: forward[i] - market[i].
 * NaN where either is.
 *
 * @param forward `forwardReturn` of the symbol; @param market `forwardReturn` of the benchmark aligned on
 * the symbol's bars.
 */
export function marketRelativeReturn(
  forward: Float64Array,
  market: Float64Array,
  output: Float64Array = new Float64Array(forward.length),
): Float64Array {
  for (let i = 0; i < forward.length; i++) output[i] = forward[i] - market[i];
  return output;
}

/**
 * Forward return less the mean of the group on the same session, the row itself included. Rows without a
 * group (-1) and groups with one known row get NaN: there is nothing to compare with.
 *
 * @param session ascending, one per row; @param group sector number per row, -1 for none.
 */
export function groupRelativeReturn(
  forward: Float64Array,
  session: Int32Array,
  group: Int32Array,
  output: Float64Array = new Float64Array(forward.length),
): Float64Array {
  const groups = group.reduce((most, g) => Math.max(most, g), -1) + 1;
  const sum = new Float64Array(groups);
  const count = new Int32Array(groups);
  const n = forward.length;
  for (let from = 0; from < n; ) {
    let to = from;
    sum.fill(0);
    count.fill(0);
    for (; to < n && session[to] === session[from]; to++) {
      if (group[to] < 0 || forward[to] !== forward[to]) continue;
      sum[group[to]] += forward[to];
      count[group[to]]++;
    }
    for (let i = from; i < to; i++) {
      const g = group[i];
      output[i] = g >= 0 && count[g] > 1 ? forward[i] - sum[g] / count[g] : Number.NaN;
    }
    from = to;
  }
  return output;
}
