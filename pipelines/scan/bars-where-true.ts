/** Bars on which a condition is true, ascending. */
export function barsWhereTrue(condition: Float64Array): Int32Array {
  let count = 0;
  for (let i = 0; i < condition.length; i++) if (condition[i] === 1) count++;
  const bars = new Int32Array(count);
  for (let i = 0, k = 0; k < count; i++) if (condition[i] === 1) bars[k++] = i;
  return bars;
}
