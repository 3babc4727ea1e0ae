import type { TreeObjective } from './tree-model.js';

/** How trees are grown; fractions are 0 … 1. */
export interface TreeOptions {
  readonly objective: TreeObjective;
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** λ: shrinks every leaf. */
  readonly l2: number;
  /** Least sum of hessians (squared loss: of weights) in a child. */
  readonly minChildWeight: number;
  readonly minGain: number;
  /** Shares of rows and of features that each tree sees, 0 … 1. */
  readonly rowFraction: number;
  readonly columnFraction: number;
  readonly maxBins: number;
  /** Per feature -1, 0 or +1: the score may only fall, do both, or only rise with it. */
  readonly monotone?: readonly number[];
  readonly seed: number;
  /** Trees without a better validation loss after which growing stops. */
  readonly patience: number;
}

export const DEFAULT_TREE_OPTIONS: TreeOptions = {
  objective: 'squared',
  trees: 200,
  depth: 4,
  learningRate: 0.05,
  l2: 10,
  minChildWeight: 100,
  minGain: 0,
  rowFraction: 0.7,
  columnFraction: 0.7,
  maxBins: 63,
  seed: 1,
  patience: 30,
};

/** @throws when an option is out of bounds. */
export function checkTreeOptions(options: TreeOptions): void {
  const rules: readonly [keyof TreeOptions, boolean, string][] = [
    ['trees', Number.isInteger(options.trees) && options.trees >= 1, 'an integer ≥ 1'],
    [
      'depth',
      Number.isInteger(options.depth) && options.depth >= 1 && options.depth <= 12,
      'an integer from 1 to 12',
    ],
    ['learningRate', options.learningRate > 0 && options.learningRate <= 1, 'above 0 and at most 1'],
    ['l2', options.l2 >= 0, '≥ 0'],
    ['minChildWeight', options.minChildWeight >= 0, '≥ 0'],
    ['minGain', options.minGain >= 0, '≥ 0'],
    ['rowFraction', options.rowFraction > 0 && options.rowFraction <= 1, 'above 0 and at most 1'],
    ['columnFraction', options.columnFraction > 0 && options.columnFraction <= 1, 'above 0 and at most 1'],
    ['patience', Number.isInteger(options.patience) && options.patience >= 1, 'an integer ≥ 1'],
  ];
  for (const [name, holds, rule] of rules) {
    if (!holds) throw new Error(`trainTrees: ${name} must be ${rule}, was ${String(options[name])}`);
  }
}
