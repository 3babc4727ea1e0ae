/**
 * score = intercept + sum of coefficient x value, where a missing value counts as the feature's training
 * mean. For `logistic` the score is a log-odds. All figures are float32, as the exported graph holds them.
 */
export interface LinearModel {
  readonly kind: 'linear';
  readonly objective: 'squared' | 'logistic';
  readonly features: number;
  readonly intercept: number;
  readonly coefficients: Float32Array;
  readonly means: Float32Array;
}

/**
 * The score of every row.
 * @param columns one Float32Array per feature, NaN for a missing value.
 */
export function predictLinear(
  model: LinearModel,
  columns: readonly Float32Array[],
  output?: Float32Array,
): Float32Array {
  if (columns.length !== model.features) {
    throw new Error(`predictLinear: the model has ${model.features} features, got ${columns.length} columns`);
  }
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const sums = new Float64Array(rows).fill(model.intercept);
  for (let f = 0; f < model.features; f++) {
    const column = columns[f];
    const coefficient = model.coefficients[f];
    const mean = model.means[f];
    for (let i = 0; i < rows; i++) {
      const value = column[i];
      sums[i] += coefficient * (value === value ? value : mean);
    }
  }
  const out = output ?? new Float32Array(rows);
  out.set(sums);
  return out;
}
