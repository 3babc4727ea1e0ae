/** Keeps an empty bin from giving an infinite term; a share of one row in two thousand. */
const LEAST_SHARE = 0.0005;

/**
 * Population stability index Σ (a - e) ln(a / e) between the bins of an expected (training) and an
 * actual sample, by the expected deciles; missing values are a bin of their own (Siddiqi 2006: below
 * 0.1 stable, above 0.25 a shift). NaN when either sample is empty.
 */
export function populationStability(
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
  bins = 10,
): number {
  if (expected.length === 0 || actual.length === 0) return Number.NaN;
  const sorted = Float64Array.from(expected)
    .filter((value) => value === value)
    .sort();
  const edges: number[] = [];
  for (let k = 1; k < bins && sorted.length > 0; k++) {
    const edge = sorted[Math.floor((k * sorted.length) / bins)];
    if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
  }
  const before = shares(expected, edges);
  const after = shares(actual, edges);
  let index = 0;
  for (let k = 0; k < before.length; k++) {
    const e = Math.max(before[k], LEAST_SHARE);
    const a = Math.max(after[k], LEAST_SHARE);
    index += (a - e) * Math.log(a / e);
  }
  return index;
}

/** Share of the values below each edge and above the one before; missing ones last. */
function shares(values: ArrayLike<number>, edges: readonly number[]): Float64Array {
  const counts = new Float64Array(edges.length + 2);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== value) {
      counts[edges.length + 1]++;
      continue;
    }
    let bin = 0;
    while (bin < edges.length && value >= edges[bin]) bin++;
    counts[bin]++;
  }
  return counts.map((count) => count / values.length);
}
