/** Mean score with one feature set to a value, over the rows given. */
export interface PartialDependence {
  readonly value: Float32Array;
  readonly meanScore: Float64Array;
}

/**
 * Partial dependence (Friedman 2001): for each value, the mean prediction over all rows with the feature
 * set to it. Give it a sample of rows; the cost is rows x values predictions.
 */
export function partialDependence(
  columns: readonly Float32Array[],
  feature: number,
  values: Float32Array,
  predict: (columns: readonly Float32Array[]) => Float32Array,
): PartialDependence {
  if (!(feature in columns)) {
    throw new Error(`partialDependence: feature ${feature} is not one of ${columns.length}`);
  }
  const rows = columns[feature].length;
  const held = new Float32Array(rows);
  const replaced = columns.map((column, f) => (f === feature ? held : column));
  const meanScore = Float64Array.from(values, (value) => {
    held.fill(value);
    const score = predict(replaced);
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += score[i];
    return sum / rows;
  });
  return { value: values, meanScore };
}
