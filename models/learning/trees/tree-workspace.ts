import type { Bins } from './bins.js';

/** What a split must earn. `minChildWeight` is in units of the sum of hessians. */
export interface SplitRules {
  readonly l2: number;
  readonly minChildWeight: number;
  readonly minGain: number;
}

/**
 * Memory of one training, shared by every thread that takes part: each searches the splits of its own
 * range of features, writing nothing that another reads before the level is over. A histogram is summed
 * by one thread in row order, so the number of threads cannot change a bit of the result.
 */
export interface TreeWorkspace {
  readonly bins: Bins;
  readonly rules: SplitRules;
  /** -1, 0 or +1 per feature: the sign that the effect on the score must have, 0 for free. */
  readonly monotone: Int8Array;
  readonly constrained: boolean;
  readonly maxNodes: number;
  /** [level, nodes at this level, active features]. */
  readonly stage: Int32Array;
  /** The features of this tree, ascending. */
  readonly active: Int32Array;
  /** Training rows grouped by node, and beside each its gradient and hessian. */
  readonly order: Uint32Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  /** Of the nodes at this level: their range in `order`, sums, bounds on the leaf value. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly sumGradient: Float64Array;
  readonly sumHessian: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Slot of the parent at the level above, and of the sibling at this one; -1 at the root. */
  readonly parent: Int32Array;
  readonly sibling: Int32Array;
  /** Histograms of even and odd levels: [slot][feature][bin][gradient, hessian]. */
  readonly histograms: readonly [Float64Array, Float64Array];
  /** Best split per [slot][feature]: gain (0 for none), last bin to the left, sums to the left. */
  readonly splitGain: Float64Array;
  readonly splitBin: Int32Array;
  readonly splitMissingLeft: Uint8Array;
  readonly splitGradient: Float64Array;
  readonly splitHessian: Float64Array;
}

/** Doubles per feature in a histogram: a gradient and a hessian per bin, the missing bin last. */
export function histogramStride(bins: Bins): number {
  return 2 * (bins.missingCode + 1);
}

/** @param rows the largest number of rows that one tree is grown on. */
export function createTreeWorkspace(
  bins: Bins,
  rows: number,
  depth: number,
  rules: SplitRules,
  monotone: readonly number[] | undefined,
  allocate: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): TreeWorkspace {
  const features = bins.codes.length;
  const maxNodes = 2 ** Math.max(0, depth - 1);
  const doubles = (n: number) => new Float64Array(allocate(8 * n));
  const integers = (n: number) => new Int32Array(allocate(4 * n));
  const histogram = () => doubles(maxNodes * features * histogramStride(bins));
  const signs = new Int8Array(allocate(features));
  for (let f = 0; f < features; f++) signs[f] = Math.sign(monotone?.[f] ?? 0);
  return {
    bins,
    rules,
    monotone: signs,
    constrained: signs.some((sign) => sign !== 0),
    maxNodes,
    stage: integers(3),
    active: integers(features),
    order: new Uint32Array(allocate(4 * rows)),
    gradient: doubles(rows),
    hessian: doubles(rows),
    from: integers(maxNodes),
    to: integers(maxNodes),
    sumGradient: doubles(maxNodes),
    sumHessian: doubles(maxNodes),
    low: doubles(maxNodes),
    high: doubles(maxNodes),
    parent: integers(maxNodes),
    sibling: integers(maxNodes),
    histograms: [histogram(), histogram()],
    splitGain: doubles(maxNodes * features),
    splitBin: integers(maxNodes * features),
    splitMissingLeft: new Uint8Array(allocate(maxNodes * features)),
    splitGradient: doubles(maxNodes * features),
    splitHessian: doubles(maxNodes * features),
  };
}
