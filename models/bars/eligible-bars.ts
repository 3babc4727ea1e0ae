/** From `start` to `end`, both inclusive, in epoch milliseconds. */
export interface TimeInterval {
  readonly start: number;
  readonly end: number;
}

/**
 * 1 on each bar on which the symbol belonged to the universe, else 0; undefined where it always did.
 * A symbol without an interval on file never did.
 */
export function eligibleBars(
  time: Float64Array,
  membership: readonly TimeInterval[] | undefined,
): Uint8Array | undefined {
  if (membership === undefined) return undefined;
  const eligible = new Uint8Array(time.length);
  for (const { start, end } of membership) {
    for (let i = 0; i < time.length; i++) if (time[i] >= start && time[i] <= end) eligible[i] = 1;
  }
  return eligible;
}
