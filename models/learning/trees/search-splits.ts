import { histogramStride, type TreeWorkspace } from './tree-workspace.js';

/**
 * The best split of every node at the present level on the active features `first` … `last - 1`
 * (positions in `workspace.active`), written to the split columns of the workspace.
 *
 * The smaller of two siblings is summed row by row, the larger is its parent less the smaller.
 */
export function searchSplits(workspace: TreeWorkspace, first: number, last: number): void {
  const nodes = workspace.stage[1];
  for (let slot = 0; slot < nodes; slot++) {
    const sibling = workspace.sibling[slot];
    if (sibling < 0) {
      sumNode(workspace, slot, first, last);
    } else if (isSmaller(workspace, slot, sibling)) {
      sumNode(workspace, slot, first, last);
      subtractNode(workspace, slot, sibling, first, last);
    }
  }
  for (let slot = 0; slot < nodes; slot++) {
    for (let a = first; a < last; a++) {
      const feature = workspace.active[a];
      if (workspace.constrained) scanConstrained(workspace, slot, feature);
      else scan(workspace, slot, feature);
    }
  }
}

/** Of two siblings the one with fewer rows; of equals the first. */
function isSmaller(workspace: TreeWorkspace, slot: number, sibling: number): boolean {
  const rows = workspace.to[slot] - workspace.from[slot];
  const others = workspace.to[sibling] - workspace.from[sibling];
  return rows < others || (rows === others && slot < sibling);
}

function histogramBase(workspace: TreeWorkspace, slot: number, feature: number): number {
  return (slot * workspace.bins.codes.length + feature) * histogramStride(workspace.bins);
}

/** Sums a node, two features at a time so that a row's gradient is loaded once for both. */
function sumNode(workspace: TreeWorkspace, slot: number, first: number, last: number): void {
  const histogram = workspace.histograms[workspace.stage[0] & 1];
  const stride = histogramStride(workspace.bins);
  const { order, gradient, hessian, active } = workspace;
  const { codes } = workspace.bins;
  const from = workspace.from[slot];
  const to = workspace.to[slot];
  let a = first;
  for (; a + 1 < last; a += 2) {
    const base1 = histogramBase(workspace, slot, active[a]);
    const base2 = histogramBase(workspace, slot, active[a + 1]);
    histogram.fill(0, base1, base1 + stride);
    histogram.fill(0, base2, base2 + stride);
    sumTwo(
      histogram,
      base1,
      base2,
      codes[active[a]],
      codes[active[a + 1]],
      order,
      gradient,
      hessian,
      from,
      to,
    );
  }
  if (a < last) {
    const base = histogramBase(workspace, slot, active[a]);
    histogram.fill(0, base, base + stride);
    sumOne(histogram, base, codes[active[a]], order, gradient, hessian, from, to);
  }
}

function sumTwo(
  histogram: Float64Array,
  base1: number,
  base2: number,
  codes1: Uint8Array,
  codes2: Uint8Array,
  order: Uint32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const row = order[i];
    const g = gradient[i];
    const h = hessian[i];
    const k1 = base1 + (codes1[row] << 1);
    const k2 = base2 + (codes2[row] << 1);
    histogram[k1] += g;
    histogram[k1 + 1] += h;
    histogram[k2] += g;
    histogram[k2 + 1] += h;
  }
}

function sumOne(
  histogram: Float64Array,
  base: number,
  codes: Uint8Array,
  order: Uint32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const k = base + (codes[order[i]] << 1);
    histogram[k] += gradient[i];
    histogram[k + 1] += hessian[i];
  }
}

function subtractNode(
  workspace: TreeWorkspace,
  smaller: number,
  larger: number,
  first: number,
  last: number,
): void {
  const level = workspace.stage[0];
  const histogram = workspace.histograms[level & 1];
  const above = workspace.histograms[(level & 1) ^ 1];
  const stride = histogramStride(workspace.bins);
  const parent = workspace.parent[smaller];
  for (let a = first; a < last; a++) {
    const feature = workspace.active[a];
    const p = histogramBase(workspace, parent, feature);
    const s = histogramBase(workspace, smaller, feature);
    const l = histogramBase(workspace, larger, feature);
    for (let k = 0; k < stride; k++) histogram[l + k] = above[p + k] - histogram[s + k];
  }
}

/**
 * Gain of a split = GL²/(HL+λ) + GR²/(HR+λ) - G²/(H+λ) (Chen and Guestrin 2016, equation 7, without
 * the half). Missing values are tried on either side; without any they follow the heavier child.
 */
function scan(workspace: TreeWorkspace, slot: number, feature: number): void {
  const histogram = workspace.histograms[workspace.stage[0] & 1];
  const base = histogramBase(workspace, slot, feature);
  const at = slot * workspace.bins.codes.length + feature;
  const edges = workspace.bins.edges[feature].length;
  const missing = base + 2 * workspace.bins.missingCode;
  const { l2, minChildWeight, minGain } = workspace.rules;
  const sumG = workspace.sumGradient[slot];
  const sumH = workspace.sumHessian[slot];
  const missingG = histogram[missing];
  const missingH = histogram[missing + 1];
  const isMissing = missingH > 0;
  const whole = (sumG * sumG) / (sumH + l2) + minGain;
  let bestGain = 0;
  let bestBin = -1;
  let bestMissingLeft = 0;
  let bestG = 0;
  let bestH = 0;
  let g = 0;
  let h = 0;
  for (let bin = 0; bin < edges; bin++) {
    const k = base + 2 * bin;
    g += histogram[k];
    h += histogram[k + 1];
    const otherH = sumH - h;
    if (h >= minChildWeight && otherH >= minChildWeight) {
      const otherG = sumG - g;
      const gain = (g * g) / (h + l2) + (otherG * otherG) / (otherH + l2) - whole;
      if (gain > bestGain) {
        bestGain = gain;
        bestBin = bin;
        bestMissingLeft = isMissing || h < otherH ? 0 : 1;
        bestG = g;
        bestH = h;
      }
    }
    if (isMissing) {
      const leftG = g + missingG;
      const leftH = h + missingH;
      const rightH = sumH - leftH;
      if (leftH >= minChildWeight && rightH >= minChildWeight) {
        const rightG = sumG - leftG;
        const gain = (leftG * leftG) / (leftH + l2) + (rightG * rightG) / (rightH + l2) - whole;
        if (gain > bestGain) {
          bestGain = gain;
          bestBin = bin;
          bestMissingLeft = 1;
          bestG = leftG;
          bestH = leftH;
        }
      }
    }
  }
  workspace.splitGain[at] = bestGain;
  workspace.splitBin[at] = bestBin;
  workspace.splitMissingLeft[at] = bestMissingLeft;
  workspace.splitGradient[at] = bestG;
  workspace.splitHessian[at] = bestH;
}

/**
 * The same search when some features must act in one direction: leaf values are held within the node's
 * bounds, the gain is that of the held values, and a split of a constrained feature whose sides are in
 * the wrong order is refused.
 */
function scanConstrained(workspace: TreeWorkspace, slot: number, feature: number): void {
  const histogram = workspace.histograms[workspace.stage[0] & 1];
  const base = histogramBase(workspace, slot, feature);
  const at = slot * workspace.bins.codes.length + feature;
  const edges = workspace.bins.edges[feature].length;
  const missing = base + 2 * workspace.bins.missingCode;
  const { l2, minChildWeight, minGain } = workspace.rules;
  const sumG = workspace.sumGradient[slot];
  const sumH = workspace.sumHessian[slot];
  const low = workspace.low[slot];
  const high = workspace.high[slot];
  const sign = workspace.monotone[feature];
  const isMissing = histogram[missing + 1] > 0;
  const whole = heldGain(sumG, sumH, l2, low, high) + minGain;
  workspace.splitGain[at] = 0;
  let g = 0;
  let h = 0;
  for (let bin = 0; bin < edges; bin++) {
    g += histogram[base + 2 * bin];
    h += histogram[base + 2 * bin + 1];
    for (let side = 0; side < (isMissing ? 2 : 1); side++) {
      const leftG = side === 1 ? g + histogram[missing] : g;
      const leftH = side === 1 ? h + histogram[missing + 1] : h;
      const rightG = sumG - leftG;
      const rightH = sumH - leftH;
      if (leftH < minChildWeight || rightH < minChildWeight) continue;
      const step = heldValue(rightG, rightH, l2, low, high) - heldValue(leftG, leftH, l2, low, high);
      if (step * sign < 0) continue;
      const gain = heldGain(leftG, leftH, l2, low, high) + heldGain(rightG, rightH, l2, low, high) - whole;
      if (gain > workspace.splitGain[at]) {
        workspace.splitGain[at] = gain;
        workspace.splitBin[at] = bin;
        workspace.splitMissingLeft[at] = isMissing ? side : leftH < rightH ? 0 : 1;
        workspace.splitGradient[at] = leftG;
        workspace.splitHessian[at] = leftH;
      }
    }
  }
}

/** The value that minimises g v + (h + λ) v² / 2 within the bounds: the leaf before the learning rate. */
export function heldValue(g: number, h: number, l2: number, low: number, high: number): number {
  const value = -g / (h + l2);
  return value < low ? low : value > high ? high : value;
}

function heldGain(g: number, h: number, l2: number, low: number, high: number): number {
  const value = heldValue(g, h, l2, low, high);
  return -(2 * g * value + (h + l2) * value * value);
}
