/**
 * The p-quantile of the first `count` values, linear between order statistics: position p (count − 1)
 * (Hyndman & Fan 1996 type 7, the default of numpy and Excel). NaN when there are no values.
 * The values are reordered in place. No value may be NaN. Expected linear time.
 */
export function quantileInPlace(values: Float64Array, count: number, p: number): number {
  if (count === 0) return Number.NaN;
  const position = p * (count - 1);
  const low = Math.floor(position);
  return interpolateFrom(values, count, low, position - low);
}

/** The p-quantile of a copy of the values that are not NaN; see `quantileInPlace`. */
export function quantile(values: Float64Array, p: number): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return quantileInPlace(present, present.length, p);
}

/** Order statistic `low` (0 = smallest) plus `fraction` of the way to the next. Reorders the values. */
export function interpolateFrom(values: Float64Array, count: number, low: number, fraction: number): number {
  const value = select(values, count, low);
  if (fraction === 0 || low + 1 >= count) return value;
  let next = Number.POSITIVE_INFINITY;
  for (let i = low + 1; i < count; i++) if (values[i] < next) next = values[i];
  return value + fraction * (next - value);
}

/** Quickselect (Hoare 1961): afterwards values[k] is the k-th smallest and nothing after it is smaller. */
function select(values: Float64Array, count: number, k: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left], values[(left + right) >> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const held = values[i];
      values[i++] = values[j];
      values[j--] = held;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k];
}

function medianOfThree(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}
