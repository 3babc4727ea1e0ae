/**
 * Keeps the last `period` values in ascending order in memory[at+1 …], their number in memory[at]. Call it
 * with each new value once it is in `input[i]`; a NaN empties the window. Returns the number of values.
 */
export function slideSortedWindow(
  input: Float64Array,
  i: number,
  period: number,
  memory: Float64Array,
  at: number,
): number {
  const x = input[i];
  let count = memory[at];
  const start = at + 1;
  if (x - x !== 0) {
    memory[at] = 0;
    return 0;
  }
  let place = start + count;
  if (count === period) place = lowerBound(memory, start, place, input[i - period]);
  else count++;
  // What left, or the free place at the end, is where the new value goes in; it is moved to where it belongs.
  const last = start + count - 1;
  while (place < last && memory[place + 1] < x) {
    memory[place] = memory[place + 1];
    place++;
  }
  while (place > start && memory[place - 1] >= x) {
    memory[place] = memory[place - 1];
    place--;
  }
  memory[place] = x;
  memory[at] = count;
  return count;
}

/** First index in [start, end) of ascending `values` that is not less than x, or end. */
export function lowerBound(values: Float64Array, start: number, end: number, x: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
