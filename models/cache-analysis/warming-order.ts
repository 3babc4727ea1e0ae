/** A value that may be asked for next. */
export interface WarmingCandidate {
  readonly id: string;
  /** Chance of being asked for before it expires, from 0 to 1. */
  readonly probability: number;
  /** Computing it now takes this long, and a later hit saves as much. */
  readonly costMs: number;
  readonly bytes: number;
}

/**
 * The candidates that may be asked for at all, first the best to warm. Computing costs what it later saves, so the
 * expected saving per second of work is the probability itself; equal ones go by saving per byte.
 */
export function warmingOrder<T extends WarmingCandidate>(candidates: readonly T[]): T[] {
  return candidates
    .filter(({ probability }) => probability > 0)
    .sort((a, b) => b.probability - a.probability || b.costMs / b.bytes - a.costMs / a.bytes);
}
