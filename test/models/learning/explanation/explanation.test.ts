import { describe, expect, it } from 'vitest';
import {
  DEFAULT_TREE_OPTIONS,
  gainImportance,
  linearContributions,
  nearestCases,
  partialDependence,
  permutationImportance,
  predictLinear,
  predictTrees,
  type TreeModel,
  trainRidge,
  trainTrees,
  treeContributions,
} from '../../../../models/learning/index.js';
import { plantedRows } from '../planted.js';

const rows = plantedRows({ sessions: 20, symbols: 40, features: 5, effect: 1, seed: 1, missing: 0.1 });
const { model } = trainTrees(rows, { ...DEFAULT_TREE_OPTIONS, trees: 20, depth: 4, minChildWeight: 5 });

describe('treeContributions', () => {
  it('splits the example of an AND of two features evenly', () => {
    // Both x0 and x1 above ½ give 80, else 0, with all covers equal: expected 20, each earns 30.
    const and: TreeModel = {
      kind: 'trees',
      objective: 'squared',
      features: 2,
      base: 0,
      treeStart: Int32Array.of(0, 5),
      feature: Int32Array.of(0, -1, 1, -1, -1),
      threshold: Float32Array.of(0.5, 0, 0.5, 0, 0),
      missingLeft: new Uint8Array(5),
      left: Int32Array.of(1, -1, 3, -1, -1),
      right: Int32Array.of(2, -1, 4, -1, -1),
      value: Float32Array.of(0, 0, 0, 0, 80),
      cover: Float64Array.of(4, 2, 2, 1, 1),
      gain: new Float64Array(5),
    };
    const { expected, byFeature } = treeContributions(and, [Float32Array.of(1), Float32Array.of(1)]);
    expect(expected).toBe(20);
    expect(byFeature.map((column) => column[0])).toEqual([30, 30]);
  });

  it('adds up to the score of every row', () => {
    const score = predictTrees(model, rows.columns);
    const { expected, byFeature } = treeContributions(model, rows.columns);
    for (let i = 0; i < score.length; i++) {
      const sum = byFeature.reduce((total, column) => total + column[i], expected);
      expect(Math.abs(sum - score[i])).toBeLessThan(1e-5);
    }
  });

  it('equals the Shapley values counted over all coalitions', () => {
    const { byFeature } = treeContributions(model, rows.columns);
    for (const i of [0, 17, 333]) {
      const counted = shapleyByDefinition(
        model,
        rows.columns.map((column) => column[i]),
      );
      for (let f = 0; f < 5; f++) expect(byFeature[f][i]).toBeCloseTo(counted[f], 9);
    }
  });
});

describe('linearContributions', () => {
  it('adds up to the score, and a missing value adds nothing', () => {
    const linear = trainRidge(rows, 0.01);
    const score = predictLinear(linear, rows.columns);
    const { expected, byFeature } = linearContributions(linear, rows.columns);
    for (let i = 0; i < 50; i++) {
      expect(byFeature.reduce((sum, column) => sum + column[i], expected)).toBeCloseTo(score[i], 5);
      for (let f = 0; f < 5; f++) if (Number.isNaN(rows.columns[f][i])) expect(byFeature[f][i]).toBe(0);
    }
  });
});

describe('importance', () => {
  it('by gain sums to one and puts the planted features first', () => {
    const importance = gainImportance(model);
    expect(importance.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Math.min(importance[0], importance[1])).toBeGreaterThan(Math.max(...importance.slice(2)));
  });

  it('by permutation within dates is near zero for a feature of noise', () => {
    const skill = (score: Float32Array) => {
      let sum = 0;
      for (let i = 0; i < score.length; i++) sum -= (score[i] - rows.label[i]) ** 2;
      return sum / score.length;
    };
    const predict = (columns: readonly Float32Array[]) => predictTrees(model, columns);
    const importance = permutationImportance(rows.columns, rows.session, predict, skill, 1);
    expect(importance[0]).toBeGreaterThan(0.2);
    expect(Math.abs(importance[4])).toBeLessThan(0.1);
    expect(permutationImportance(rows.columns, rows.session, predict, skill, 1)).toEqual(importance);
  });
});

describe('partialDependence', () => {
  it('of a linear model is a line with its coefficient as slope', () => {
    const linear = trainRidge(rows, 0.01);
    const values = Float32Array.of(-0.5, 0.5);
    const { meanScore } = partialDependence(rows.columns, 0, values, (columns) =>
      predictLinear(linear, columns),
    );
    expect(meanScore[1] - meanScore[0]).toBeCloseTo(linear.coefficients[0], 5);
  });
});

describe('nearestCases', () => {
  it('finds the case itself first, then the next by weighed distance', () => {
    const columns = [Float32Array.of(0, 0.1, 0.5, Number.NaN), Float32Array.of(0, 0.5, 0, 0)];
    const found = nearestCases(columns, Float64Array.of(1, 0), [0, 0], 3);
    expect(found.map((found) => found.row)).toEqual([0, 1, 2]);
    expect(found[0].distance).toBe(0);
    expect(nearestCases(columns, Float64Array.of(0, 1), [0, 0], 3).map((found) => found.row)).toEqual([
      0, 2, 3,
    ]);
  });
});

/** Shapley values by their definition: all 2^n coalitions, absent features answered by cover. */
function shapleyByDefinition(trees: TreeModel, x: readonly number[]): number[] {
  const n = x.length;
  const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
  const worth = (coalition: number) => {
    let sum = 0;
    for (let tree = 0; tree + 1 < trees.treeStart.length; tree++) {
      sum += walk(trees, trees.treeStart[tree], x, coalition);
    }
    return sum;
  };
  return x.map((_, f) => {
    let sum = 0;
    for (let coalition = 0; coalition < 2 ** n; coalition++) {
      if ((coalition >> f) & 1) continue;
      const size = coalition.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
      sum += weight * (worth(coalition | (1 << f)) - worth(coalition));
    }
    return sum;
  });
}

function walk(trees: TreeModel, node: number, x: readonly number[], coalition: number): number {
  const f = trees.feature[node];
  if (f < 0) return trees.value[node];
  const [left, right] = [trees.left[node], trees.right[node]];
  if ((coalition >> f) & 1) {
    const goesLeft = Number.isNaN(x[f]) ? trees.missingLeft[node] === 1 : x[f] <= trees.threshold[node];
    return walk(trees, goesLeft ? left : right, x, coalition);
  }
  const sides = [left, right].map((child) => trees.cover[child] * walk(trees, child, x, coalition));
  return (sides[0] + sides[1]) / trees.cover[node];
}
