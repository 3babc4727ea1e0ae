import type { LinearModel } from '../linear/linear-model.js';
import type { Contributions } from './tree-shap.js';

/** Contributions of a linear model: coefficient x (value - training mean), 0 for a missing value. */
export function linearContributions(model: LinearModel, columns: readonly Float32Array[]): Contributions {
  let expected = model.intercept;
  for (let f = 0; f < model.features; f++) expected += model.coefficients[f] * model.means[f];
  const byFeature = columns.map((column, f) =>
    Float64Array.from(column, (value) =>
      value === value ? model.coefficients[f] * (value - model.means[f]) : 0,
    ),
  );
  return { expected, byFeature };
}
