import { heldGain, heldValue } from './held-value.js';
import { histogramBase, subtractNode, sumNode } from './sum-histograms.js';
import type { TreeWorkspace } from './tree-workspace.js';

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
