import { histogramStride, type TreeWorkspace } from './tree-workspace.js';

/** Where the histogram of a node and feature begins in a level's histograms. */
export function histogramBase(workspace: TreeWorkspace, slot: number, feature: number): number {
  return (slot * workspace.bins.codes.length + feature) * histogramStride(workspace.bins);
}

/** Sums a node, two features at a time so that a row's gradient is loaded once for both. */
export function sumNode(workspace: TreeWorkspace, slot: number, first: number, last: number): void {
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

/** Histograms of the larger of two siblings: their parent's less those of the smaller. */
export function subtractNode(
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
