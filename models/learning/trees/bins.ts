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

const SAMPLE = 65_536;

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

function encode(column: Float32Array, edges: Float32Array, missing: number, out: Uint8Array): Uint8Array {
  const last = edges.length;
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value !== value) {
      out[i] = missing;
      continue;
    }
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= edges[middle]) high = middle;
      else low = middle + 1;
    }
    out[i] = low;
  }
  return out;
}
