import type { TreeModel } from '../../../models/learning/index.js';
import type { OnnxModel, OnnxNode, OnnxTensor } from './onnx-graph.js';

const ML = 'ai.onnx.ml';

/** Names of the tensors of every model that this project exports. */
export const FEATURES_INPUT = 'features';
export const SCORE_OUTPUT = 'score';

/**
 * Boosted trees as an ONNX graph: `features` [rows, features] float in, `score` [rows, 1] float out.
 *
 * The sum of leaves is a tree ensemble operator without a transform (onnxruntime applies none to a
 * regressor of one target), the base is added after it, and `logistic` ends in a Sigmoid, so that the
 * score is a probability. Version 5 writes ai.onnx.ml TreeEnsemble, version 3 TreeEnsembleRegressor,
 * which older runtimes know; both give the same numbers.
 */
export function treesToOnnx(model: TreeModel, version: 3 | 5 = 5): OnnxModel {
  const isProbability = model.objective === 'logistic';
  const raw = isProbability ? 'logit' : SCORE_OUTPUT;
  const ensemble = version === 5 ? treeEnsemble(model) : treeEnsembleRegressor(model);
  const nodes: OnnxNode[] = [
    { ...ensemble, domain: ML, inputs: [FEATURES_INPUT], outputs: ['leaves'] },
    { type: 'Add', inputs: ['leaves', 'base'], outputs: [raw] },
  ];
  if (isProbability) nodes.push({ type: 'Sigmoid', inputs: [raw], outputs: [SCORE_OUTPUT] });
  return {
    producer: 'technic-workbench',
    opsets: { '': 17, [ML]: version },
    graph: {
      name: 'trees',
      inputs: [{ name: FEATURES_INPUT, element: 'float', shape: ['rows', model.features] }],
      outputs: [{ name: SCORE_OUTPUT, element: 'float', shape: ['rows', 1] }],
      nodes,
      initializers: [{ name: 'base', shape: [1], data: Float32Array.of(model.base) }],
    },
  };
}

type Ensemble = Pick<OnnxNode, 'type' | 'attributes'>;

/**
 * Splits and leaves are numbered apart. A tree that is one leaf becomes a split whose two sides are
 * that leaf, and a model without trees one such split with a leaf of zero.
 */
function treeEnsemble(model: TreeModel): Ensemble {
  const { splits, leaves, indexOf } = numberNodes(model);
  const roots: number[] = [];
  const feature: number[] = [];
  const threshold: number[] = [];
  const missing: number[] = [];
  const sides = {
    trueId: [] as number[],
    trueLeaf: [] as number[],
    falseId: [] as number[],
    falseLeaf: [] as number[],
  };
  const weights = leaves.map((node) => model.value[node]);
  const link = (ids: number[], isLeaf: number[], node: number) => {
    ids.push(indexOf[node]);
    isLeaf.push(model.feature[node] < 0 ? 1 : 0);
  };
  for (const node of splits) {
    feature.push(model.feature[node]);
    threshold.push(model.threshold[node]);
    missing.push(model.missingLeft[node]);
    link(sides.trueId, sides.trueLeaf, model.left[node]);
    link(sides.falseId, sides.falseLeaf, model.right[node]);
  }
  const appendStump = (leaf: number) => {
    roots.push(feature.length);
    feature.push(0);
    threshold.push(0);
    missing.push(0);
    for (const ids of [sides.trueId, sides.falseId]) ids.push(leaf);
    for (const isLeaf of [sides.trueLeaf, sides.falseLeaf]) isLeaf.push(1);
  };
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
    const root = model.treeStart[tree];
    if (model.feature[root] < 0) appendStump(indexOf[root]);
    else roots.push(indexOf[root]);
  }
  if (roots.length === 0) appendStump(weights.push(0) - 1);
  return {
    type: 'TreeEnsemble',
    attributes: {
      n_targets: { int: 1 },
      aggregate_function: { int: 1 },
      post_transform: { int: 0 },
      tree_roots: { ints: roots },
      nodes_featureids: { ints: feature },
      nodes_splits: { tensor: vector('nodes_splits', Float32Array.from(threshold)) },
      nodes_modes: { tensor: vector('nodes_modes', new Uint8Array(feature.length)) },
      nodes_truenodeids: { ints: sides.trueId },
      nodes_trueleafs: { ints: sides.trueLeaf },
      nodes_falsenodeids: { ints: sides.falseId },
      nodes_falseleafs: { ints: sides.falseLeaf },
      nodes_missing_value_tracks_true: { ints: missing },
      leaf_targetids: { ints: new Uint8Array(weights.length) },
      leaf_weights: { tensor: vector('leaf_weights', Float32Array.from(weights)) },
    },
  };
}

/** Position of each node among the splits, or among the leaves. */
function numberNodes(model: TreeModel): { splits: number[]; leaves: number[]; indexOf: Int32Array } {
  const splits: number[] = [];
  const leaves: number[] = [];
  const indexOf = new Int32Array(model.feature.length);
  for (let node = 0; node < model.feature.length; node++) {
    indexOf[node] = (model.feature[node] < 0 ? leaves : splits).push(node) - 1;
  }
  return { splits, leaves, indexOf };
}

function vector(name: string, data: OnnxTensor['data']): OnnxTensor {
  return { name, shape: [data.length], data };
}

function treeEnsembleRegressor(model: TreeModel): Ensemble {
  const hasTrees = model.treeStart.length > 1;
  const nodes = hasTrees ? model.feature.length : 1;
  const treeIds = new Int32Array(nodes);
  const nodeIds = new Int32Array(nodes);
  const left = new Int32Array(nodes);
  const right = new Int32Array(nodes);
  const modes: string[] = [];
  const targets: number[] = [];
  for (let tree = 0; tree + 1 < model.treeStart.length; tree++) {
    const root = model.treeStart[tree];
    for (let node = root; node < model.treeStart[tree + 1]; node++) {
      const isLeaf = model.feature[node] < 0;
      treeIds[node] = tree;
      nodeIds[node] = node - root;
      left[node] = isLeaf ? 0 : model.left[node] - root;
      right[node] = isLeaf ? 0 : model.right[node] - root;
      modes.push(isLeaf ? 'LEAF' : 'BRANCH_LEQ');
      if (isLeaf) targets.push(node);
    }
  }
  if (!hasTrees) {
    modes.push('LEAF');
    targets.push(0);
  }
  const features = hasTrees ? Int32Array.from(model.feature, (f) => Math.max(0, f)) : new Int32Array(1);
  return {
    type: 'TreeEnsembleRegressor',
    attributes: {
      n_targets: { int: 1 },
      aggregate_function: { text: 'SUM' },
      post_transform: { text: 'NONE' },
      nodes_treeids: { ints: treeIds },
      nodes_nodeids: { ints: nodeIds },
      nodes_featureids: { ints: features },
      nodes_modes: { texts: modes },
      nodes_values: { floats: hasTrees ? model.threshold : [0] },
      nodes_truenodeids: { ints: left },
      nodes_falsenodeids: { ints: right },
      nodes_missing_value_tracks_true: { ints: hasTrees ? model.missingLeft : [0] },
      target_treeids: { ints: targets.map((node) => treeIds[node]) },
      target_nodeids: { ints: targets.map((node) => nodeIds[node]) },
      target_ids: { ints: new Uint8Array(targets.length) },
      target_weights: { floats: targets.map((node) => (hasTrees ? model.value[node] : 0)) },
    },
  };
}
