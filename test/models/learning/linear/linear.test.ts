import { describe, expect, it } from 'vitest';
import { predictLinear, sigmoid, trainLogistic, trainRidge } from '../../../../models/learning/index.js';
import { plantedRows } from '../planted.js';

describe('trainRidge', () => {
  it('is least squares as the penalty vanishes: y = 1 + 2 x', () => {
    const rows = {
      columns: [Float32Array.of(0, 1, 2, 3)],
      label: Float64Array.of(1, 3, 5, 7),
      session: new Int32Array(4),
    };
    const model = trainRidge(rows, 1e-12);
    expect(model.coefficients[0]).toBeCloseTo(2, 6);
    expect(model.intercept).toBeCloseTo(1, 6);
  });

  it('shrinks one centred feature by Σx² / (Σx² + l2 n)', () => {
    const rows = {
      columns: [Float32Array.of(-1, 1, -1, 1)],
      label: Float64Array.of(-3, 3, -3, 3),
      session: new Int32Array(4),
    };
    expect(trainRidge(rows, 0.5).coefficients[0]).toBeCloseTo((3 * 4) / (4 + 0.5 * 4), 6);
  });

  it('lets a missing value count as the mean of the feature', () => {
    const rows = plantedRows({ sessions: 10, symbols: 20, features: 3, effect: 1, seed: 1, missing: 0.2 });
    const model = trainRidge(rows, 0.01);
    const missing = predictLinear(
      model,
      [0, 1, 2].map(() => Float32Array.of(Number.NaN)),
    );
    const atMeans = predictLinear(
      model,
      [0, 1, 2].map((f) => Float32Array.of(model.means[f])),
    );
    expect(missing[0]).toBe(atMeans[0]);
  });

  it('weighs a row like so many copies of it', () => {
    const weighted = trainRidge(
      {
        columns: [Float32Array.of(1, 2, 4)],
        label: Float64Array.of(1, 5, 2),
        weight: Float64Array.of(1, 2, 1),
        session: new Int32Array(3),
      },
      0.1,
    );
    const copied = trainRidge(
      {
        columns: [Float32Array.of(1, 2, 2, 4)],
        label: Float64Array.of(1, 5, 5, 2),
        session: new Int32Array(4),
      },
      0.1,
    );
    expect(weighted.coefficients[0]).toBeCloseTo(copied.coefficients[0], 6);
    expect(weighted.intercept).toBeCloseTo(copied.intercept, 6);
  });
});

describe('trainLogistic', () => {
  it('without a feature that helps gives the log-odds of the base rate', () => {
    const rows = {
      columns: [new Float32Array(4)],
      label: Float64Array.of(1, 0, 0, 0),
      session: new Int32Array(4),
    };
    expect(sigmoid(trainLogistic(rows, 0.1).intercept)).toBeCloseTo(0.25, 6);
  });

  it('solves the score equations: Σ (y - p) = 0 and Σ (y - p) x = l2 n b', () => {
    const rows = plantedRows({ sessions: 20, symbols: 30, features: 3, effect: 1, seed: 2 });
    const label = rows.label.map((y) => (y > 0 ? 1 : 0));
    const model = trainLogistic({ ...rows, label }, 0.02);
    const score = predictLinear(model, rows.columns);
    let residual = 0;
    const moments = [0, 0, 0];
    for (let i = 0; i < label.length; i++) {
      const error = label[i] - sigmoid(score[i]);
      residual += error;
      for (const f of [0, 1, 2]) moments[f] += error * (rows.columns[f][i] - model.means[f]);
    }
    expect(Math.abs(residual / label.length)).toBeLessThan(1e-5);
    for (const f of [0, 1, 2]) {
      expect(moments[f] / label.length).toBeCloseTo(0.02 * model.coefficients[f], 5);
    }
  });

  it('stays finite where a feature separates the classes', () => {
    const rows = {
      columns: [Float32Array.of(1, 2, 3, 4)],
      label: Float64Array.of(0, 0, 1, 1),
      session: new Int32Array(4),
    };
    const model = trainLogistic(rows, 0.001);
    expect(Number.isFinite(model.coefficients[0])).toBe(true);
    expect(model.coefficients[0]).toBeGreaterThan(1);
  });

  it('refuses labels other than 0 and 1', () => {
    const rows = { columns: [Float32Array.of(1)], label: Float64Array.of(0.5), session: new Int32Array(1) };
    expect(() => trainLogistic(rows, 0.1)).toThrow('labels must be 0 or 1, row 0 had 0.5');
  });
});
