import type { TrainingRows } from '../trees/train-trees.js';
import { solveCholesky } from './cholesky.js';
import { addCrossProducts, createDesign } from './design.js';
import type { LinearModel } from './linear-model.js';

/**
 * Ridge regression (Hoerl and Kennard 1970): minimises Σ w (y - a - x·b)² + l2 Σw |b|², the intercept
 * not penalised. `l2` is per unit of weight, so that it means the same at any number of rows; features
 * are taken on one scale (rank or standardise them within each session first).
 *
 * @param l2 above 0.
 */
export function trainRidge(data: TrainingRows, l2: number): LinearModel {
  if (!(l2 > 0)) throw new Error(`trainRidge: l2 must be above 0, was ${l2}`);
  const rows = data.label.length;
  if (rows === 0) throw new Error('trainRidge: there are no training rows');
  const weight = data.weight ?? new Float64Array(rows).fill(1);
  const design = createDesign(data.columns, weight);
  const { features, means } = design;
  let total = 0;
  let mean = 0;
  for (let i = 0; i < rows; i++) {
    total += weight[i];
    mean += weight[i] * data.label[i];
  }
  mean /= total;
  const target = data.label.map((y) => y - mean);
  const gram = new Float64Array(features * features);
  const moment = new Float64Array(features);
  addCrossProducts(design, weight, target, gram, moment);
  for (let f = 0; f < features; f++) gram[f * features + f] += l2 * total;
  const coefficients = Float32Array.from(solveCholesky(gram, moment));
  return linearModel('squared', mean, coefficients, means);
}

/** Moves the intercept from the features' means to zero. */
export function linearModel(
  objective: LinearModel['objective'],
  atMeans: number,
  coefficients: Float32Array,
  means: Float64Array,
): LinearModel {
  let intercept = atMeans;
  for (let f = 0; f < means.length; f++) intercept -= coefficients[f] * means[f];
  return {
    kind: 'linear',
    objective,
    features: means.length,
    intercept: Math.fround(intercept),
    coefficients,
    means: Float32Array.from(means),
  };
}
