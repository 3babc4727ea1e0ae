import { TIE_TOLERANCE } from './comparison.js';

/** Most values of one bucket that are still sorted by insertion. */
const CROWDED = 24;

/**
 * A function that turns the first n values into their mean ranks, 0 the lowest to 1 the highest, 0.5 when
 * alone; values tied by the rule of the language share theirs. Values must be finite.
 *
 * Values are dealt into n buckets of equal width and put right by insertion, which takes linear time while
 * they are spread about evenly; where a bucket is crowded they are sorted and looked up instead.
 */
export function createRanker(capacity: number): (values: Float64Array, n: number) => void {
  const sorted = new Float64Array(capacity);
  const order = new Int32Array(capacity);
  const bucketOf = new Int32Array(capacity);
  const starts = new Int32Array(capacity + 1);
  const ranks = new Float64Array(capacity);
  return (values, n) => {
    if (n === 0) return;
    const isDealt = deal(values, n, bucketOf, starts, order);
    if (isDealt) {
      insertionSort(values, n, order, sorted);
    } else {
      sorted.set(values.subarray(0, n));
      sorted.subarray(0, n).sort();
    }
    for (let first = 0; first < n; ) {
      let end = first + 1;
      while (end < n && isNear(sorted[end - 1], sorted[end])) end++;
      const rank = n === 1 ? 0.5 : (first + end - 1) / 2 / (n - 1);
      for (let j = first; j < end; j++) ranks[j] = rank;
      first = end;
    }
    if (isDealt) for (let j = 0; j < n; j++) values[order[j]] = ranks[j];
    else for (let k = 0; k < n; k++) values[k] = ranks[position(sorted, values[k], n)];
  };
}

/** Orders the values by bucket; false when one bucket is too full. */
function deal(
  values: Float64Array,
  n: number,
  bucketOf: Int32Array,
  starts: Int32Array,
  order: Int32Array,
): boolean {
  let low = values[0];
  let high = values[0];
  for (let k = 1; k < n; k++) {
    if (values[k] < low) low = values[k];
    else if (values[k] > high) high = values[k];
  }
  const scale = (n - 1) / (high - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  starts.fill(0, 0, n + 1);
  for (let k = 0; k < n; k++) {
    const bucket = Math.min(n - 1, ((values[k] - low) * scale) | 0);
    bucketOf[k] = bucket;
    if (++starts[bucket + 1] > CROWDED) return false;
  }
  for (let bucket = 1; bucket < n; bucket++) starts[bucket] += starts[bucket - 1];
  for (let k = 0; k < n; k++) order[starts[bucketOf[k]]++] = k;
  return true;
}

function insertionSort(values: Float64Array, n: number, order: Int32Array, sorted: Float64Array): void {
  for (let j = 0; j < n; j++) {
    const k = order[j];
    const value = values[k];
    let at = j - 1;
    while (at >= 0 && sorted[at] > value) {
      sorted[at + 1] = sorted[at];
      order[at + 1] = order[at];
      at--;
    }
    sorted[at + 1] = value;
    order[at + 1] = k;
  }
}

/** Whether neighbours in ascending order are tied. */
function isNear(a: number, b: number): boolean {
  return b - a <= TIE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** First place in ascending values that is not below `value`. */
function position(inOrder: Float64Array, value: number, n: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inOrder[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
