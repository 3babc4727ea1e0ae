import { createArgsort } from './argsort.js';

/**
 * Ranks 1 … n of the values, ties given the mean of the ranks they span (Kendall 1945,
 * Biometrika 33). NaN keeps NaN and takes no rank; ±Infinity is ranked like any value.
 * @param output same length as `values`; fully overwritten and returned.
 */
export function averageRanks(
  values: Float64Array,
  output: Float64Array = new Float64Array(values.length),
): Float64Array {
  const present = new Float64Array(values.length);
  const indexOf = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    output[i] = Number.NaN;
    if (Number.isNaN(values[i])) continue;
    present[count] = values[i];
    indexOf[count++] = i;
  }
  const ranks = new Float64Array(count);
  fillRanks(present, createArgsort(count).sort(present, count), count, ranks);
  for (let k = 0; k < count; k++) output[indexOf[k]] = ranks[k];
  return output;
}

/**
 * Writes average ranks of `values[0 … count − 1]`, given the order that sorts them.
 * @returns Σ (t³ − t) over groups of t tied values: the tie correction of rank statistics.
 */
export function fillRanks(
  values: Float64Array,
  order: Int32Array,
  count: number,
  ranks: Float64Array,
): number {
  let ties = 0;
  for (let start = 0; start < count; ) {
    const value = values[order[start]];
    let end = start + 1;
    while (end < count && values[order[end]] === value) end++;
    const rank = (start + 1 + end) / 2;
    for (let k = start; k < end; k++) ranks[order[k]] = rank;
    const size = end - start;
    ties += size * size * size - size;
    start = end;
  }
  return ties;
}
