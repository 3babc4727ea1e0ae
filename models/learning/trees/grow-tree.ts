import { createPartitionScratch, type PartitionScratch, partitionRows } from './partition-rows.js';
import { heldValue } from './held-value.js';
import { searchSplits } from './search-splits.js';
import type { TreeWorkspace } from './tree-workspace.js';

/** Nodes of all trees grown so far, appended to; the columns of a `TreeModel` before they are packed. */
export interface GrowingNodes {
  readonly feature: number[];
  readonly threshold: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
  readonly cover: number[];
  readonly gain: number[];
}

/** A leaf and the range of `workspace.order` that holds its training rows. */
export interface GrownLeaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

/** A node of the present level that may still be split. */
interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly low: number;
  readonly high: number;
  readonly parentSlot: number;
}

/** Searches all active features at the present level; threads share the work here. */
export type SearchLevel = (workspace: TreeWorkspace) => void;

export const searchAlone: SearchLevel = (workspace) => searchSplits(workspace, 0, workspace.stage[2]);

/**
 * Grows one tree level by level on rows `order[0 … rows - 1]`, whose gradients and hessians lie beside
 * them, and appends its nodes. Leaf value = -G / (H + λ), held within the bounds of the constraints.
 *
 * @returns the leaves; rows inside one keep their ascending order.
 */
export function growTree(
  workspace: TreeWorkspace,
  nodes: GrowingNodes,
  rows: number,
  depth: number,
  learningRate: number,
  searchLevel: SearchLevel,
): GrownLeaf[] {
  const leaves: GrownLeaf[] = [];
  const scratch = createPartitionScratch(rows);
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i++) {
    gradient += workspace.gradient[i];
    hessian += workspace.hessian[i];
  }
  const root = appendNode(nodes, hessian);
  let open: OpenNode[] = [
    {
      node: root,
      depth: 0,
      from: 0,
      to: rows,
      gradient,
      hessian,
      low: -Infinity,
      high: Infinity,
      parentSlot: -1,
    },
  ];
  for (let level = 0; open.length > 0; level++) {
    if (level === depth) {
      for (const node of open) closeNode(workspace, nodes, node, learningRate, leaves);
      break;
    }
    enterLevel(workspace, level, open);
    searchLevel(workspace);
    const next: OpenNode[] = [];
    for (const [slot, node] of open.entries()) {
      const feature = bestFeature(workspace, slot);
      if (feature < 0) closeNode(workspace, nodes, node, learningRate, leaves);
      else splitNode(workspace, nodes, node, slot, feature, scratch, next);
    }
    open = next;
  }
  return leaves;
}

function appendNode(nodes: GrowingNodes, cover: number): number {
  nodes.feature.push(-1);
  nodes.threshold.push(0);
  nodes.missingLeft.push(0);
  nodes.left.push(-1);
  nodes.right.push(-1);
  nodes.value.push(0);
  nodes.gain.push(0);
  return nodes.cover.push(cover) - 1;
}

function closeNode(
  workspace: TreeWorkspace,
  nodes: GrowingNodes,
  node: OpenNode,
  learningRate: number,
  leaves: GrownLeaf[],
): void {
  const value = heldValue(node.gradient, node.hessian, workspace.rules.l2, node.low, node.high);
  nodes.value[node.node] = Number.isFinite(value) ? Math.fround(learningRate * value) : 0;
  leaves.push({ node: node.node, from: node.from, to: node.to });
}

/** Publishes the level's nodes to the workspace. Children of one parent stand side by side in `open`. */
function enterLevel(workspace: TreeWorkspace, level: number, open: readonly OpenNode[]): void {
  workspace.stage[0] = level;
  workspace.stage[1] = open.length;
  for (const [slot, node] of open.entries()) {
    workspace.from[slot] = node.from;
    workspace.to[slot] = node.to;
    workspace.sumGradient[slot] = node.gradient;
    workspace.sumHessian[slot] = node.hessian;
    workspace.low[slot] = node.low;
    workspace.high[slot] = node.high;
    workspace.parent[slot] = node.parentSlot;
    workspace.sibling[slot] = node.parentSlot < 0 ? -1 : slot ^ 1;
  }
}

/** Feature of the largest gain, the first of equals; -1 when no split earns anything. */
function bestFeature(workspace: TreeWorkspace, slot: number): number {
  const features = workspace.bins.codes.length;
  let best = -1;
  let gain = 0;
  for (let a = 0; a < workspace.stage[2]; a++) {
    const feature = workspace.active[a];
    const candidate = workspace.splitGain[slot * features + feature];
    if (candidate > gain) {
      gain = candidate;
      best = feature;
    }
  }
  return best;
}

function splitNode(
  workspace: TreeWorkspace,
  nodes: GrowingNodes,
  node: OpenNode,
  slot: number,
  feature: number,
  scratch: PartitionScratch,
  next: OpenNode[],
): void {
  const at = slot * workspace.bins.codes.length + feature;
  const bin = workspace.splitBin[at];
  const missingLeft = workspace.splitMissingLeft[at];
  const gradient = workspace.splitGradient[at];
  const hessian = workspace.splitHessian[at];
  const middle = partitionRows(workspace, scratch, node.from, node.to, feature, bin, missingLeft === 1);
  nodes.feature[node.node] = feature;
  nodes.threshold[node.node] = workspace.bins.edges[feature][bin];
  nodes.missingLeft[node.node] = missingLeft;
  nodes.gain[node.node] = workspace.splitGain[at];
  nodes.left[node.node] = appendNode(nodes, hessian);
  nodes.right[node.node] = appendNode(nodes, node.hessian - hessian);
  const sign = workspace.monotone[feature];
  const { l2 } = workspace.rules;
  const otherGradient = node.gradient - gradient;
  const otherHessian = node.hessian - hessian;
  // Below a constrained split, no leaf of one side may pass the midpoint that separates the sides.
  const wall =
    sign === 0
      ? 0
      : (heldValue(gradient, hessian, l2, node.low, node.high) +
          heldValue(otherGradient, otherHessian, l2, node.low, node.high)) /
        2;
  const shared = { depth: node.depth + 1, parentSlot: slot };
  next.push({
    ...shared,
    node: nodes.left[node.node],
    from: node.from,
    to: middle,
    gradient,
    hessian,
    low: sign < 0 ? wall : node.low,
    high: sign > 0 ? wall : node.high,
  });
  next.push({
    ...shared,
    node: nodes.right[node.node],
    from: middle,
    to: node.to,
    gradient: otherGradient,
    hessian: otherHessian,
    low: sign > 0 ? wall : node.low,
    high: sign < 0 ? wall : node.high,
  });
}
