import { createRandom } from '../../random/index.js';
import type { Random } from '../../random/index.js';
import { binFeatures } from './bins.js';
import { type GrowingNodes, type GrownLeaf, growTree, type SearchLevel, searchAlone } from './grow-tree.js';
import { baseScore, fillGradients, type LossRows, meanLoss } from './losses.js';
import { addTree } from './predict-trees.js';
import type { TreeModel, TreeObjective } from './tree-model.js';
import { checkTreeOptions, type TreeOptions } from './tree-options.js';
import { createTreeWorkspace, type TreeWorkspace } from './tree-workspace.js';

/**
 * Rows to learn from, sorted by session. Features are float32 columns, NaN for missing; `weight`
 * defaults to one. Labels must be known (no NaN); 0 or 1 for the logistic objective.
 */
export interface TrainingRows {
  readonly columns: readonly Float32Array[];
  readonly label: Float64Array;
  readonly weight?: Float64Array;
  readonly session: Int32Array;
}

/** What the training needs from outside: threads that share the search, a listener. */
export interface TreeTraining {
  /** Chooses when to stop, by rows that overlap no training row in time. */
  readonly validation?: TrainingRows;
  readonly allocate?: (bytes: number) => ArrayBufferLike;
  /** Given the workspace once, returns how a level is searched; alone when absent. */
  readonly share?: (workspace: TreeWorkspace) => SearchLevel;
  /** Called after each tree; throw to stop. */
  readonly onTree?: (done: number, total: number) => void;
}

export interface TrainedTrees {
  readonly model: TreeModel;
  /** Mean loss after each tree, on the validation rows; empty without any. */
  readonly validationLoss: Float64Array;
}

/**
 * Gradient-boosted trees on histograms (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017), grown
 * level by level. With validation rows the model keeps the trees up to the lowest validation loss.
 *
 * The result depends on rows, options and seed alone, not on the number of threads.
 * @throws when an option is out of bounds or a label or weight is not finite.
 */
export function trainTrees(
  data: TrainingRows,
  options: TreeOptions,
  training: TreeTraining = {},
): TrainedTrees {
  checkTreeOptions(options);
  const rows = lossRows('training', data, options);
  const features = data.columns.length;
  const bins = binFeatures(data.columns, options.maxBins, training.allocate);
  const random = createRandom(options.seed).stream('trees');
  const workspace = createTreeWorkspace(
    bins,
    rows.label.length,
    options.depth,
    options,
    options.monotone,
    training.allocate,
  );
  const search = training.share?.(workspace) ?? searchAlone;
  const base = baseScore(options.objective, rows);
  const score = new Float64Array(rows.label.length).fill(base);
  const watched = training.validation && lossRows('validation', training.validation, options);
  const watchedScore = new Float64Array(watched?.label.length ?? 0).fill(base);
  const nodes = emptyNodes();
  const starts = [0];
  const losses: number[] = [];
  let best = watched ? meanLoss(options.objective, watched, watchedScore) : Number.NaN;
  let bestTrees = 0;
  const full = {
    gradient: new Float64Array(rows.label.length),
    hessian: new Float64Array(rows.label.length),
  };
  for (let tree = 0; tree < options.trees; tree++) {
    fillGradients(options.objective, rows, score, full.gradient, full.hessian, random);
    const taken = takeRows(workspace, full, rows.label.length, options.rowFraction, random);
    workspace.stage[2] = takeFeatures(workspace.active, features, options.columnFraction, random);
    const root = starts[tree];
    const leaves = growTree(workspace, nodes, taken, options.depth, options.learningRate, search);
    starts.push(nodes.feature.length);
    updateScores(workspace, data.columns, nodes, root, leaves, taken, score);
    if (watched && training.validation) {
      addTree(lastTree(nodes, root), 0, training.validation.columns, watchedScore);
      const loss = meanLoss(options.objective, watched, watchedScore);
      losses.push(loss);
      if (loss < best) {
        best = loss;
        bestTrees = tree + 1;
      }
      if (tree + 1 - bestTrees >= options.patience) break;
    }
    training.onTree?.(tree + 1, options.trees);
  }
  const kept = watched ? bestTrees : starts.length - 1;
  return {
    model: pack(nodes, starts.slice(0, kept + 1), base, features, options.objective),
    validationLoss: Float64Array.from(losses),
  };
}

function lossRows(what: string, data: TrainingRows, options: TreeOptions): LossRows {
  const n = data.label.length;
  const weight = data.weight ?? new Float64Array(n).fill(1);
  if (n === 0) throw new Error(`trainTrees: there are no ${what} rows`);
  for (let i = 0; i < n; i++) {
    const y = data.label[i];
    if (!Number.isFinite(y) || !(weight[i] >= 0) || weight[i] === Infinity) {
      throw new Error(
        `trainTrees: ${what} row ${i} needs a finite label and weight, had ${y} and ${weight[i]}`,
      );
    }
    if (options.objective === 'logistic' && y !== 0 && y !== 1) {
      throw new Error(`trainTrees: the logistic objective needs labels 0 or 1, ${what} row ${i} had ${y}`);
    }
    if (i > 0 && data.session[i] < data.session[i - 1]) {
      throw new Error(`trainTrees: ${what} rows must be sorted by session, row ${i} is not`);
    }
  }
  return { label: data.label, weight, session: data.session };
}

function emptyNodes(): GrowingNodes {
  return { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [], cover: [], gain: [] };
}

/** Fills `order`, `gradient` and `hessian` with the rows of this tree, ascending. */
function takeRows(
  workspace: TreeWorkspace,
  full: { readonly gradient: Float64Array; readonly hessian: Float64Array },
  rows: number,
  fraction: number,
  random: Random,
): number {
  let taken = 0;
  for (let i = 0; i < rows; i++) {
    if (fraction < 1 && random.uniform() >= fraction) continue;
    workspace.order[taken] = i;
    workspace.gradient[taken] = full.gradient[i];
    workspace.hessian[taken] = full.hessian[i];
    taken++;
  }
  return taken;
}

function takeFeatures(active: Int32Array, features: number, fraction: number, random: Random): number {
  const count = Math.max(1, Math.round(fraction * features));
  const chosen = random.permutation(features).subarray(0, count).sort();
  active.set(chosen);
  return count;
}

/** Adds the new tree to the scores: sampled rows by the leaf that holds them, the rest by walking. */
function updateScores(
  workspace: TreeWorkspace,
  columns: readonly Float32Array[],
  nodes: GrowingNodes,
  root: number,
  leaves: readonly GrownLeaf[],
  taken: number,
  score: Float64Array,
): void {
  const isKnown = new Uint8Array(score.length);
  for (const leaf of leaves) {
    const value = Math.fround(nodes.value[leaf.node]);
    for (let i = leaf.from; i < leaf.to; i++) {
      const row = workspace.order[i];
      score[row] += value;
      isKnown[row] = 1;
    }
  }
  if (taken < score.length) addTree(lastTree(nodes, root), 0, columns, score, isKnown);
}

/** The tree that was grown last, its node `root` as node 0. */
function lastTree(nodes: GrowingNodes, root: number): Parameters<typeof addTree>[0] {
  return {
    feature: Int32Array.from(nodes.feature.slice(root)),
    threshold: Float32Array.from(nodes.threshold.slice(root)),
    missingLeft: Uint8Array.from(nodes.missingLeft.slice(root)),
    left: Int32Array.from(nodes.left.slice(root), (node) => node - root),
    right: Int32Array.from(nodes.right.slice(root), (node) => node - root),
    value: Float32Array.from(nodes.value.slice(root)),
  };
}

function pack(
  nodes: GrowingNodes,
  starts: readonly number[],
  base: number,
  features: number,
  objective: TreeObjective,
): TreeModel {
  const end = starts[starts.length - 1];
  return {
    kind: 'trees',
    objective,
    features,
    base,
    treeStart: Int32Array.from(starts),
    feature: Int32Array.from(nodes.feature.slice(0, end)),
    threshold: Float32Array.from(nodes.threshold.slice(0, end)),
    missingLeft: Uint8Array.from(nodes.missingLeft.slice(0, end)),
    left: Int32Array.from(nodes.left.slice(0, end)),
    right: Int32Array.from(nodes.right.slice(0, end)),
    value: Float32Array.from(nodes.value.slice(0, end)),
    cover: Float64Array.from(nodes.cover.slice(0, end)),
    gain: Float64Array.from(nodes.gain.slice(0, end)),
  };
}
