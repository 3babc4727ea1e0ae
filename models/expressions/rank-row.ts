import { TIE_TOLERANCE } from './comparison.js';

/** Up to here insertion alone is fastest. */
const FEW = 32;
/** Moves per value after which insertion is given up: values this uneven are sorted by comparison. */
const PATIENCE = 16;
/** Values are told apart by two bytes of their place between the lowest and the highest. */
const HIGHEST_KEY = 65_535;

/**
 * A function that turns the first n values into their mean ranks, 0 the lowest to 1 the highest, 0.5 when
 * alone; values tied by the rule of the language share theirs. Values must be finite.
 *
 * Values are dealt by the low and then the high byte of their place between the lowest and the highest
 * (a radix sort) and put right by insertion: linear time, also where most of them crowd together as
 * dollar volumes do. Values more uneven than that are sorted and looked up instead.
 */
export function createRanker(capacity: number): (values: Float64Array, n: number) => void {
  const sorted = new Float64Array(capacity);
  const order = new Int32Array(capacity);
  const keys = new Int32Array(capacity);
  const byLow = new Int32Array(capacity);
  const lowStarts = new Int32Array(256);
  const highStarts = new Int32Array(256);
  return (values, n) => {
    if (n === 0) return;
    if (n <= FEW || !deal(values, n, keys, byLow, order, lowStarts, highStarts)) {
      for (let k = 0; k < n; k++) order[k] = k;
    }
    for (let j = 0; j < n; j++) sorted[j] = values[order[j]];
    if (putRight(sorted, order, n)) writeRanks(values, n, sorted, order);
    else writeRanksBySearch(values, n, sorted);
  };
}

/** Orders the values by their keys, equal keys as they come; false when no scale tells them apart. */
function deal(
  values: Float64Array,
  n: number,
  keys: Int32Array,
  byLow: Int32Array,
  order: Int32Array,
  lowStarts: Int32Array,
  highStarts: Int32Array,
): boolean {
  let low = values[0];
  let high = values[0];
  for (let k = 1; k < n; k++) {
    const value = values[k];
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  const scale = HIGHEST_KEY / (high - low);
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return false;
  lowStarts.fill(0);
  highStarts.fill(0);
  for (let k = 0; k < n; k++) {
    const key = ((values[k] - low) * scale) & HIGHEST_KEY;
    keys[k] = key;
    lowStarts[key & 255]++;
    highStarts[key >> 8]++;
  }
  let lows = 0;
  let highs = 0;
  for (let byte = 0; byte < 256; byte++) {
    const lowCount = lowStarts[byte];
    const highCount = highStarts[byte];
    lowStarts[byte] = lows;
    highStarts[byte] = highs;
    lows += lowCount;
    highs += highCount;
  }
  for (let k = 0; k < n; k++) byLow[lowStarts[keys[k] & 255]++] = k;
  for (let j = 0; j < n; j++) {
    const k = byLow[j];
    order[highStarts[keys[k] >> 8]++] = k;
  }
  return true;
}

/** Insertion sort of values and their order; false when it was given up, the values unsorted. */
function putRight(sorted: Float64Array, order: Int32Array, n: number): boolean {
  let moves = PATIENCE * n;
  for (let j = 1; j < n; j++) {
    const value = sorted[j];
    if (value >= sorted[j - 1]) continue;
    const k = order[j];
    let at = j - 1;
    while (at >= 0 && sorted[at] > value) {
      sorted[at + 1] = sorted[at];
      order[at + 1] = order[at];
      at--;
    }
    sorted[at + 1] = value;
    order[at + 1] = k;
    moves -= j - 1 - at;
    if (moves < 0) return false;
  }
  return true;
}

/** Overwrites the values with the ranks of their places. */
function writeRanks(values: Float64Array, n: number, sorted: Float64Array, order: Int32Array): void {
  for (let first = 0; first < n; ) {
    const end = endOfTies(sorted, first, n);
    const rank = rankOf(first, end, n);
    for (let j = first; j < end; j++) values[order[j]] = rank;
    first = end;
  }
}

/** The same where only the values can be sorted: each is looked up. */
function writeRanksBySearch(values: Float64Array, n: number, sorted: Float64Array): void {
  sorted.subarray(0, n).sort();
  const ranks = new Float64Array(n);
  for (let first = 0; first < n; ) {
    const end = endOfTies(sorted, first, n);
    ranks.fill(rankOf(first, end, n), first, end);
    first = end;
  }
  for (let k = 0; k < n; k++) values[k] = ranks[position(sorted, values[k], n)];
}

/** Mean rank of the places from first up to, not including, end. */
function rankOf(first: number, end: number, n: number): number {
  return n === 1 ? 0.5 : (first + end - 1) / 2 / (n - 1);
}

function endOfTies(sorted: Float64Array, first: number, n: number): number {
  let end = first + 1;
  while (end < n && isNear(sorted[end - 1], sorted[end])) end++;
  return end;
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
