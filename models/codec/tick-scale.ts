const SCALES = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;
/** Ticks and their differences stay whole numbers well inside the double's 53 bits. */
const LARGEST_TICKS = 2 ** 50;

/**
 * The smallest power of ten at which every value is a whole number of ticks and comes back from it bit
 * for bit (`Math.round(v * scale) / scale === v`), or 0 when there is none up to a millionth.
 */
export function tickScale(columns: readonly Float64Array[]): number {
  let at = 0;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      while (at < SCALES.length && !isWholeTicks(column[i], SCALES[at])) at++;
      if (at === SCALES.length) return 0;
    }
  }
  return SCALES[at];
}

function isWholeTicks(value: number, scale: number): boolean {
  const ticks = Math.round(value * scale);
  return Math.abs(ticks) <= LARGEST_TICKS && ticks / scale === value && !Object.is(value, -0);
}
