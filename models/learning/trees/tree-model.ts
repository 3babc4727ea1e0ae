/** What the trees were fitted to, and so what the raw sum of their leaves means. */
export type TreeObjective = 'squared' | 'logistic' | 'ranking';

/**
 * Boosted regression trees as flat columns over all nodes of all trees; node 0 of a tree is its root.
 *
 * A row goes left where `x <= threshold`, and where x is NaN and `missingLeft` is 1. Values, thresholds
 * and sums are float32 throughout, so that a runtime that computes in float32 gives the same answer:
 * score = fround(sum of leaves, tree by tree) + base. For `logistic` the score is a log-odds.
 */
export interface TreeModel {
  readonly kind: 'trees';
  readonly objective: TreeObjective;
  readonly features: number;
  readonly base: number;
  /** First node of every tree, and at the end the number of nodes. */
  readonly treeStart: Int32Array;
  /** Feature of a split, -1 at a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly missingLeft: Uint8Array;
  /** Indexes into these columns; -1 at a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Leaf value, the learning rate included; 0 at a split. */
  readonly value: Float32Array;
  /** Sum of hessians (for squared loss: of weights) of the training rows that reached the node. */
  readonly cover: Float64Array;
  /** Reduction of the regularised loss by a split; 0 at a leaf. */
  readonly gain: Float64Array;
}

/** Number of trees. */
export function treeCount(model: TreeModel): number {
  return model.treeStart.length - 1;
}
