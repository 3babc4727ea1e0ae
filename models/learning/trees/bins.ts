/**
 * Features cut into at most 254 bins. A value v has the code of the first edge with v <= edge, and
 * `edges.length` when it is above all; a missing value (NaN) has the code `missingCode`, the same for
 * all features. Edges are float32, so "code <= k" and "v <= edges[k]" are one statement.
 */
export interface Bins {
  readonly rows: number;
  readonly missingCode: number;
  readonly edges: readonly Float32Array[];
  readonly codes: readonly Uint8Array[];
}

/** Rows that quantiles are taken over: with this many the share of a bin of 64 is known to a tenth of itself. */
const SAMPLE = 16_384;
/** Cells of the table that says where among the edges a value may lie. */
const CELLS = 1024;

/**
 * Cuts each column at its quantiles; between every two values where there are no more values than bins.
 *
 * @param columns one Float32Array per feature, all of the same length, NaN for a missing value.
 * @param maxBins 2 … 254, the missing bin not counted.
 * @param allocate memory of the codes; pass shared memory when other threads read them.
 */
export function binFeatures(
  columns: readonly Float32Array[],
  maxBins: number,
  allocate: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): Bins {
  if (!Number.isInteger(maxBins) || maxBins < 2 || maxBins > 254) {
    throw new Error(`binFeatures: maxBins must be an integer between 2 and 254, was ${maxBins}`);
  }
  const rows = columns.length === 0 ? 0 : columns[0].length;
  for (const [f, column] of columns.entries()) {
    if (column.length !== rows) {
      throw new Error(`binFeatures: column ${f} has ${column.length} rows, column 0 has ${rows}`);
    }
  }
  const edges = columns.map((column) => binEdges(column, maxBins));
  const codes = columns.map((column, f) =>
    encode(column, edges[f], maxBins, new Uint8Array(allocate(Math.max(1, rows)), 0, rows)),
  );
  return { rows, missingCode: maxBins, edges, codes };
}

/** Ascending cut points of a column; empty when it has fewer than two distinct values. */
function binEdges(column: Float32Array, maxBins: number): Float32Array {
  const sorted = sortedSample(column);
  const n = sorted.length;
  const distinct: number[] = [];
  for (let i = 0; i < n && distinct.length <= maxBins; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
  }
  const edges: number[] = [];
  if (distinct.length <= maxBins) {
    for (let k = 1; k < distinct.length; k++) edges.push(between(distinct[k - 1], distinct[k]));
    return Float32Array.from(edges);
  }
  for (let k = 1; k < maxBins; k++) {
    const i = Math.floor((k * n) / maxBins);
    let below = i - 1;
    while (below >= 0 && sorted[below] === sorted[i]) below--;
    if (below < 0) continue;
    const edge = between(sorted[below], sorted[i]);
    if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
  }
  return Float32Array.from(edges);
}

/** Known values in ascending order; every k-th row of a long column. */
function sortedSample(column: Float32Array): Float32Array {
  const stride = Math.max(1, Math.ceil(column.length / SAMPLE));
  const sample = new Float32Array(Math.ceil(column.length / stride));
  let n = 0;
  for (let i = 0; i < column.length; i += stride) {
    const value = column[i];
    if (value === value) sample[n++] = value;
  }
  return sample.subarray(0, n).sort();
}

/** A float32 e with a <= e < b: the midpoint, or a itself where float32 leaves no room. */
function between(a: number, b: number): number {
  const middle = Math.fround(a + (b - a) / 2);
  return middle >= a && middle < b ? middle : a;
}

/**
 * Codes of a column. A table of equal cells between the first and the last edge says how many edges lie in
 * cells before a value's own; from there on it is compared: cells ascend with values, so the code is exact.
 */
function encode(column: Float32Array, edges: Float32Array, missing: number, out: Uint8Array): Uint8Array {
  const last = edges.length;
  const lowest = last > 0 ? edges[0] : 0;
  const perUnit = last > 1 ? CELLS / (edges[last - 1] - lowest) : 0;
  const scale = Number.isFinite(perUnit) ? perUnit : 0;
  // What cannot be placed, between infinite edges, is in the first cell: compared with all of them.
  const starts = new Int32Array(CELLS + 1);
  for (let k = 0; k < last; k++) {
    const place = (edges[k] - lowest) * scale;
    starts[(place > 0 ? (place >= CELLS ? CELLS - 1 : Math.floor(place)) : 0) + 1] = k + 1;
  }
  for (let cell = 1; cell <= CELLS; cell++) starts[cell] = Math.max(starts[cell], starts[cell - 1]);
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value !== value) {
      out[i] = missing;
      continue;
    }
    const place = (value - lowest) * scale;
    let code = starts[place > 0 ? (place >= CELLS ? CELLS - 1 : Math.floor(place)) : 0];
    while (code < last && value > edges[code]) code++;
    out[i] = code;
  }
  return out;
}
