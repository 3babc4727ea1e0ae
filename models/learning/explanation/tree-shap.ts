import type { TreeModel } from '../trees/tree-model.js';

/** Contributions per feature and row; `expected` plus a row's contributions is its score. */
export interface Contributions {
  /** Score of the empty row: every split answered by the shares of training rows. */
  readonly expected: number;
  /** One Float64Array of rows per feature. */
  readonly byFeature: readonly Float64Array[];
}

/**
 * Exact Shapley values of boosted trees, path-dependent (Lundberg et al. 2018, arXiv:1802.03888): a
 * feature outside the coalition is answered by the cover of the two sides.
 *
 * A leaf's share depends on a row only through which of the path's distinct features send the row
 * towards it, so the shares are computed once per such pattern and looked up (the idea of Fast TreeSHAP
 * v2, Yang 2021): rows x leaves x depth look-ups in place of rows x leaves x depth² sums.
 */
export function treeContributions(model: TreeModel, columns: readonly Float32Array[]): Contributions {
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const byFeature = columns.map(() => new Float64Array(rows));
  let expected = model.base;
  const pattern = new Int32Array(rows);
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
    for (const path of leafPaths(model, model.treeStart[tree])) {
      expected += path.value * path.shares.reduce((product, share) => product * share, 1);
      if (path.value === 0 || path.features.length === 0) continue;
      fillPatterns(model, path, columns, pattern);
      addShares(path, pattern, byFeature);
    }
  }
  return { expected, byFeature };
}

/** The way from a root to one leaf. */
interface LeafPath {
  readonly value: number;
  /** Distinct features on the way, and for each the product of the cover shares of its splits. */
  readonly features: readonly number[];
  readonly shares: readonly number[];
  /** Splits on the way: node, position of its feature in `features`, side taken. */
  readonly splits: readonly { readonly node: number; readonly at: number; readonly goesLeft: boolean }[];
}

function leafPaths(model: TreeModel, root: number): LeafPath[] {
  const paths: LeafPath[] = [];
  const walk = (node: number, path: LeafPath): void => {
    if (model.feature[node] < 0) {
      paths.push({ ...path, value: model.value[node] });
      return;
    }
    for (const goesLeft of [true, false]) {
      const child = goesLeft ? model.left[node] : model.right[node];
      const share = model.cover[node] > 0 ? model.cover[child] / model.cover[node] : 0.5;
      walk(child, extend(path, model.feature[node], share, node, goesLeft));
    }
  };
  walk(root, { value: 0, features: [], shares: [], splits: [] });
  return paths;
}

function extend(path: LeafPath, feature: number, share: number, node: number, goesLeft: boolean): LeafPath {
  const found = path.features.indexOf(feature);
  const at = found >= 0 ? found : path.features.length;
  return {
    value: 0,
    features: found >= 0 ? path.features : [...path.features, feature],
    shares: found >= 0 ? path.shares.map((s, k) => (k === at ? s * share : s)) : [...path.shares, share],
    splits: [...path.splits, { node, at, goesLeft }],
  };
}

/** Bit k of a row's pattern: all splits on feature k send the row towards the leaf. */
function fillPatterns(
  model: TreeModel,
  path: LeafPath,
  columns: readonly Float32Array[],
  pattern: Int32Array,
): void {
  pattern.fill(2 ** path.features.length - 1);
  for (const { node, at, goesLeft } of path.splits) {
    const column = columns[model.feature[node]];
    const threshold = model.threshold[node];
    const keep = ~(1 << at);
    const missingStays = (model.missingLeft[node] === 1) === goesLeft;
    for (let i = 0; i < pattern.length; i++) {
      const x = column[i];
      const stays = x <= threshold ? goesLeft : x === x ? !goesLeft : missingStays;
      if (!stays) pattern[i] &= keep;
    }
  }
}

function addShares(path: LeafPath, pattern: Int32Array, byFeature: readonly Float64Array[]): void {
  const size = path.features.length;
  const table = new Float64Array(2 ** size * size);
  const isKnown = new Uint8Array(2 ** size);
  const scratch = new Float64Array(size);
  for (const seen of pattern) {
    if (isKnown[seen] === 1) continue;
    isKnown[seen] = 1;
    for (let k = 0; k < size; k++) {
      table[seen * size + k] = path.value * shapleyShare(path.shares, seen, k, scratch);
    }
  }
  for (let k = 0; k < size; k++) {
    const out = byFeature[path.features[k]];
    for (let i = 0; i < pattern.length; i++) out[i] += table[pattern[i] * size + k];
  }
}

/**
 * Shapley value of player k in the game v(S) = Π over S of (1 if its bit is set, else 0) times
 * Π outside S of its share: the product over the others of (share + bit · t) gives in tˢ the value of
 * coalitions of size s, weighted by s! (m - s - 1)! / m!.
 */
function shapleyShare(shares: readonly number[], bits: number, k: number, scratch: Float64Array): number {
  const m = shares.length;
  scratch[0] = 1;
  let degree = 0;
  for (let j = 0; j < m; j++) {
    if (j === k) continue;
    const bit = (bits >> j) & 1;
    scratch[degree + 1] = 0;
    for (let s = degree + 1; s > 0; s--) scratch[s] = scratch[s] * shares[j] + scratch[s - 1] * bit;
    scratch[0] *= shares[j];
    degree++;
  }
  let weight = 1 / m;
  let sum = 0;
  for (let s = 0; s < m; s++) {
    sum += weight * scratch[s];
    weight *= (s + 1) / (m - 1 - s);
  }
  return sum * (((bits >> k) & 1) - shares[k]);
}
