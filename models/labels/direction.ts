/** 1 where the value is above the threshold, 0 where it is not, NaN where it is unknown. */
export function direction(
  values: Float64Array,
  threshold = 0,
  output: Float64Array = new Float64Array(values.length),
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    output[i] = value !== value ? Number.NaN : value > threshold ? 1 : 0;
  }
  return output;
}
