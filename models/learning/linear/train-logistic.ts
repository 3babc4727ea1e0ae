import type { TrainingRows } from '../trees/train-trees.js';
import { sigmoid } from '../trees/predict-trees.js';
import { solveCholesky } from './cholesky.js';
import { addCrossProducts, createDesign, type Design } from './design.js';
import type { LinearModel } from './linear-model.js';
import { linearModel } from './train-ridge.js';

const MAX_STEPS = 30;
const TOLERANCE = 1e-9;

/**
 * Logistic regression with a ridge penalty, by Newton's method (iteratively reweighted least squares,
 * McCullagh and Nelder 1989): minimises mean log loss + l2 |b|² / 2, the intercept not penalised.
 * Labels are 0 or 1. A step that does not lower the loss is halved.
 *
 * @param l2 above 0; it keeps the fit finite when the classes can be separated.
 */
export function trainLogistic(data: TrainingRows, l2: number): LinearModel {
  if (!(l2 > 0)) throw new Error(`trainLogistic: l2 must be above 0, was ${l2}`);
  const rows = data.label.length;
  if (rows === 0) throw new Error('trainLogistic: there are no training rows');
  for (let i = 0; i < rows; i++) {
    if (data.label[i] !== 0 && data.label[i] !== 1) {
      throw new Error(`trainLogistic: labels must be 0 or 1, row ${i} had ${data.label[i]}`);
    }
  }
  const weight = data.weight ?? new Float64Array(rows).fill(1);
  const design = createDesign(data.columns, weight);
  const { features } = design;
  const total = weight.reduce((sum, w) => sum + w, 0);
  let point: Point = { intercept: 0, coefficients: new Float64Array(features) };
  let loss = penalisedLoss(design, data.label, weight, total, l2, point);
  for (let step = 0; step < MAX_STEPS; step++) {
    const move = newtonStep(design, data.label, weight, total, l2, point);
    let size = 1;
    let next = advance(point, move, size);
    let nextLoss = penalisedLoss(design, data.label, weight, total, l2, next);
    while (!(nextLoss <= loss) && size > 1e-6) {
      size /= 2;
      next = advance(point, move, size);
      nextLoss = penalisedLoss(design, data.label, weight, total, l2, next);
    }
    const gained = loss - nextLoss;
    if (nextLoss <= loss) point = next;
    if (!(gained > TOLERANCE * Math.abs(loss))) break;
    loss = nextLoss;
  }
  return linearModel('logistic', point.intercept, Float32Array.from(point.coefficients), design.means);
}

/** Intercept at the features' means, and the coefficients. */
interface Point {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

function score(design: Design, i: number, point: Point): number {
  let s = point.intercept;
  const base = i * design.features;
  for (let f = 0; f < design.features; f++) s += point.coefficients[f] * design.centred[base + f];
  return s;
}

function penalisedLoss(
  design: Design,
  label: Float64Array,
  weight: Float64Array,
  total: number,
  l2: number,
  point: Point,
): number {
  let sum = 0;
  for (let i = 0; i < design.rows; i++) {
    const s = score(design, i, point);
    sum += weight[i] * (Math.max(s, 0) - s * label[i] + Math.log1p(Math.exp(-Math.abs(s))));
  }
  let penalty = 0;
  for (const b of point.coefficients) penalty += b * b;
  return sum / total + (l2 * penalty) / 2;
}

/** Solves for intercept and coefficients together, the intercept eliminated by its own equation. */
function newtonStep(
  design: Design,
  label: Float64Array,
  weight: Float64Array,
  total: number,
  l2: number,
  point: Point,
): Point {
  const { rows, features, centred } = design;
  const curvature = new Float64Array(rows);
  const residual = new Float64Array(rows);
  const cross = new Float64Array(features);
  const gradient = new Float64Array(features);
  let sumCurvature = 0;
  let sumResidual = 0;
  for (let i = 0; i < rows; i++) {
    const p = sigmoid(score(design, i, point));
    const w = weight[i] * Math.max(p * (1 - p), 1e-10);
    const r = weight[i] * (label[i] - p);
    curvature[i] = w;
    residual[i] = r / w;
    sumCurvature += w;
    sumResidual += r;
    for (let f = 0; f < features; f++) cross[f] += w * centred[i * features + f];
  }
  const gram = new Float64Array(features * features);
  addCrossProducts(design, curvature, residual, gram, gradient);
  for (let f = 0; f < features; f++) {
    for (let k = 0; k <= f; k++) gram[f * features + k] -= (cross[f] * cross[k]) / sumCurvature;
    gram[f * features + f] += l2 * total;
    gradient[f] -= l2 * total * point.coefficients[f] + (cross[f] * sumResidual) / sumCurvature;
  }
  const coefficients = solveCholesky(gram, gradient);
  let intercept = sumResidual;
  for (let f = 0; f < features; f++) intercept -= cross[f] * coefficients[f];
  return { intercept: intercept / sumCurvature, coefficients };
}

function advance(point: Point, move: Point, size: number): Point {
  return {
    intercept: point.intercept + size * move.intercept,
    coefficients: point.coefficients.map((b, f) => b + size * move.coefficients[f]),
  };
}
