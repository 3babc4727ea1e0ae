import { describe, expect, it } from 'vitest';
import {
  DEFAULT_TREE_OPTIONS,
  predictTrees,
  searchSplits,
  type TreeOptions,
  trainTrees,
  treeCount,
} from '../../../../models/learning/index.js';
import { plantedRows } from '../planted.js';

const whole: TreeOptions = {
  ...DEFAULT_TREE_OPTIONS,
  rowFraction: 1,
  columnFraction: 1,
  minChildWeight: 1,
  l2: 0,
};
const stump: TreeOptions = { ...whole, trees: 1, depth: 1, learningRate: 1 };

describe('trainTrees', () => {
  it('splits four rows where the labels change and fits them exactly', () => {
    const rows = {
      columns: [Float32Array.of(1, 2, 3, 4)],
      label: Float64Array.of(0, 0, 1, 1),
      session: new Int32Array(4),
    };
    const { model } = trainTrees(rows, stump);
    expect(model.base).toBe(0.5);
    expect([...model.threshold]).toEqual([2.5, 0, 0]);
    expect([...model.value]).toEqual([0, -0.5, 0.5]);
    // G² / H of the sides less that of the whole: (-1)²... = 1/2 + 1/2 - 0.
    expect(model.gain[0]).toBe(1);
    expect([...model.cover]).toEqual([4, 2, 2]);
    expect([...predictTrees(model, rows.columns)]).toEqual([0, 0, 1, 1]);
  });

  it('shrinks a leaf by lambda: -G / (H + λ)', () => {
    const rows = {
      columns: [Float32Array.of(1, 2, 3, 4)],
      label: Float64Array.of(0, 0, 1, 1),
      session: new Int32Array(4),
    };
    const { model } = trainTrees(rows, { ...stump, l2: 2 });
    expect([...model.value]).toEqual([0, -0.25, 0.25]);
  });

  it('takes a Newton step for the logistic objective', () => {
    const rows = {
      columns: [Float32Array.of(1, 2, 3, 4)],
      label: Float64Array.of(0, 0, 1, 1),
      session: new Int32Array(4),
    };
    // p = 1/2: g = ±1/2, h = 1/4, leaf = ∓(2 · 1/2) / (2 · 1/4) = ∓2.
    const { model } = trainTrees(rows, { ...stump, objective: 'logistic', minChildWeight: 0.1 });
    expect([...model.value]).toEqual([0, -2, 2]);
  });

  it('sends missing values to the side they resemble', () => {
    const nan = Number.NaN;
    const columns = [Float32Array.of(1, 1, 2, 2, nan, nan)];
    const session = new Int32Array(6);
    const like = (label: number[]) =>
      trainTrees({ columns, label: Float64Array.from(label), session }, stump).model.missingLeft[0];
    expect(like([0, 0, 1, 1, 0, 0])).toBe(1);
    expect(like([0, 0, 1, 1, 1, 1])).toBe(0);
  });

  it('weighs a row like so many copies of it', () => {
    const columns = [Float32Array.of(1, 2, 3)];
    const weighted = trainTrees(
      {
        columns,
        label: Float64Array.of(0, 1, 4),
        weight: Float64Array.of(1, 2, 1),
        session: new Int32Array(3),
      },
      stump,
    ).model;
    const copied = trainTrees(
      {
        columns: [Float32Array.of(1, 2, 2, 3)],
        label: Float64Array.of(0, 1, 1, 4),
        session: new Int32Array(4),
      },
      stump,
    ).model;
    expect(weighted).toEqual(copied);
  });

  it('finds a planted effect that no straight line can', () => {
    const train = plantedRows({ sessions: 40, symbols: 50, features: 6, effect: 1, seed: 1 });
    const test = plantedRows({ sessions: 10, symbols: 50, features: 6, effect: 1, seed: 2 });
    const { model } = trainTrees(train, { ...whole, trees: 100, depth: 3, minChildWeight: 20 });
    const predicted = predictTrees(model, test.columns);
    const explained =
      1 -
      squaredError(test.label, predicted) /
        squaredError(
          test.label,
          test.label.map(() => 0),
        );
    expect(explained).toBeGreaterThan(0.25);
  });

  it('keeps no tree when the validation rows show nothing to learn', () => {
    const train = plantedRows({ sessions: 20, symbols: 30, features: 5, effect: 0, seed: 3 });
    const validation = plantedRows({ sessions: 20, symbols: 30, features: 5, effect: 0, seed: 4 });
    const { model, validationLoss } = trainTrees(
      train,
      { ...whole, learningRate: 0.3, depth: 4, patience: 5 },
      { validation },
    );
    expect(treeCount(model)).toBeLessThan(3);
    expect(validationLoss.length).toBeLessThanOrEqual(treeCount(model) + 5);
  });

  it('gives the same model however the features are shared out, and another with another seed', () => {
    const rows = plantedRows({ sessions: 20, symbols: 30, features: 7, effect: 0.5, seed: 5, missing: 0.1 });
    const options: TreeOptions = { ...DEFAULT_TREE_OPTIONS, trees: 12, depth: 5, minChildWeight: 5 };
    const alone = trainTrees(rows, options).model;
    const shared = trainTrees(rows, options, {
      share: () => (workspace) => {
        const features = workspace.stage[2];
        for (let a = features - 1; a >= 0; a--) searchSplits(workspace, a, a + 1);
      },
    }).model;
    expect(shared).toEqual(alone);
    expect(trainTrees(rows, { ...options, seed: 2 }).model).not.toEqual(alone);
  });

  it('obeys monotone constraints everywhere', () => {
    const rows = plantedRows({ sessions: 30, symbols: 40, features: 3, effect: 1, seed: 6, missing: 0.05 });
    const { model } = trainTrees(rows, {
      ...whole,
      trees: 40,
      depth: 5,
      learningRate: 0.2,
      monotone: [1, -1, 0],
    });
    const grid = Float32Array.from({ length: 41 }, (_, i) => (i - 20) / 40);
    for (const [feature, sign] of [
      [0, 1],
      [1, -1],
    ]) {
      for (const held of [-0.4, -0.1, 0.2, Number.NaN]) {
        const columns = [0, 1, 2].map((f) => (f === feature ? grid : grid.map(() => held)));
        const score = predictTrees(model, columns);
        for (let i = 1; i < score.length; i++)
          expect(sign * (score[i] - score[i - 1])).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('orders the rows of a date under the ranking objective', () => {
    const rows = plantedRows({ sessions: 60, symbols: 30, features: 4, effect: 1.5, seed: 7 });
    const { model } = trainTrees(rows, { ...whole, objective: 'ranking', trees: 60, depth: 3, l2: 1 });
    const score = predictTrees(model, rows.columns);
    let agreeing = 0;
    let pairs = 0;
    for (let i = 1; i < score.length; i++) {
      if (rows.session[i] !== rows.session[i - 1] || score[i] === score[i - 1]) continue;
      agreeing += (score[i] - score[i - 1]) * (rows.label[i] - rows.label[i - 1]) > 0 ? 1 : 0;
      pairs++;
    }
    expect(agreeing / pairs).toBeGreaterThan(0.65);
  });

  it('names the row and the rule when the input cannot be learned from', () => {
    const rows = {
      columns: [Float32Array.of(1, 2)],
      label: Float64Array.of(0, Number.NaN),
      session: new Int32Array(2),
    };
    expect(() => trainTrees(rows, whole)).toThrow('training row 1 needs a finite label');
    const two = { ...rows, label: Float64Array.of(0, 2) };
    expect(() => trainTrees(two, { ...whole, objective: 'logistic' })).toThrow(
      'labels 0 or 1, training row 1 had 2',
    );
    expect(() => trainTrees({ ...two, session: Int32Array.of(1, 0) }, whole)).toThrow('sorted by session');
    expect(() => trainTrees(two, { ...whole, depth: 0 })).toThrow(
      'depth must be an integer from 1 to 12, was 0',
    );
  });
});

function squaredError(label: Float64Array, predicted: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < label.length; i++) sum += (label[i] - predicted[i]) ** 2;
  return sum;
}
