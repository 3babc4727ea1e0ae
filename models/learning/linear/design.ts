/** Features centred on their weighted means, missing values at the mean, row by row. */
export interface Design {
  readonly rows: number;
  readonly features: number;
  readonly means: Float64Array;
  /** Row-major, rows x features. */
  readonly centred: Float64Array;
}

/**
 * Centres features for a fit.
 * @param columns of each feature, a value a row, NaN = missing. @param weight of each row, as long.
 * @returns a mean of 0 for a feature that no row has.
 */
export function createDesign(columns: readonly Float32Array[], weight: Float64Array): Design {
  const features = columns.length;
  const rows = weight.length;
  const means = new Float64Array(features);
  const centred = new Float64Array(rows * features);
  for (let f = 0; f < features; f++) {
    const column = columns[f];
    let sum = 0;
    let total = 0;
    for (let i = 0; i < rows; i++) {
      if (column[i] !== column[i]) continue;
      sum += weight[i] * column[i];
      total += weight[i];
    }
    // The mean is held in float32 because that is what the exported model fills in.
    means[f] = total > 0 ? Math.fround(sum / total) : 0;
    for (let i = 0; i < rows; i++) {
      centred[i * features + f] = column[i] === column[i] ? column[i] - means[f] : 0;
    }
  }
  return { rows, features, means, centred };
}

/** Adds w x xᵀ of every row to the lower triangle of `gram`, and w t x to `moment`. */
export function addCrossProducts(
  design: Design,
  weight: Float64Array,
  target: Float64Array,
  gram: Float64Array,
  moment: Float64Array,
): void {
  const { rows, features, centred } = design;
  for (let i = 0; i < rows; i++) {
    const base = i * features;
    const w = weight[i];
    for (let f = 0; f < features; f++) {
      const wx = w * centred[base + f];
      if (wx === 0) continue;
      moment[f] += wx * target[i];
      const line = f * features;
      for (let k = 0; k <= f; k++) gram[line + k] += wx * centred[base + k];
    }
  }
}
