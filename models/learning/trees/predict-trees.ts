import type { TreeModel } from './tree-model.js';

/**
 * The score of every row: the leaves' values summed in float32, tree by tree, plus the base.
 * For `logistic` a log-odds; `sigmoid` turns it into a probability.
 *
 * @param columns one Float32Array per feature, NaN for a missing value.
 * @throws when there are fewer columns than the model has features.
 */
export function predictTrees(
  model: TreeModel,
  columns: readonly Float32Array[],
  output?: Float32Array,
): Float32Array {
  if (columns.length !== model.features) {
    throw new Error(`predictTrees: the model has ${model.features} features, got ${columns.length} columns`);
  }
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const out = output ?? new Float32Array(rows);
  out.fill(0);
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
    addTree(model, model.treeStart[tree], columns, out);
  }
  const base = Math.fround(model.base);
  for (let i = 0; i < rows; i++) out[i] += base;
  return out;
}

/**
 * Adds the value of the leaf that each row reaches in the tree that starts at node `root`.
 * @param isLeftOut 1 for rows that are not touched; none when absent.
 */
export function addTree(
  model: Pick<TreeModel, 'feature' | 'threshold' | 'missingLeft' | 'left' | 'right' | 'value'>,
  root: number,
  columns: readonly Float32Array[],
  out: Float32Array | Float64Array,
  isLeftOut?: Uint8Array,
): void {
  const { feature, threshold, missingLeft, left, right, value } = model;
  for (let i = 0; i < out.length; i++) {
    if (isLeftOut !== undefined && isLeftOut[i] === 1) continue;
    let node = root;
    for (let f = feature[node]; f >= 0; f = feature[node]) {
      const x = columns[f][i];
      const goesLeft = x <= threshold[node] || (x !== x && missingLeft[node] === 1);
      node = goesLeft ? left[node] : right[node];
    }
    out[i] += value[node];
  }
}

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
