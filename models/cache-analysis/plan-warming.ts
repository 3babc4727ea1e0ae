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
 * Which candidates to warm, first the best. Computing costs what it later saves, so expected saving per
 * second of work is the probability itself; equal ones go by saving per byte. Those that do not fit in what
 * is left of the budget are passed over.
 */
export function planWarming<T extends WarmingCandidate>(
  candidates: readonly T[],
  budget: { readonly ms: number; readonly bytes: number },
): T[] {
  const ordered = [...candidates].sort(
    (a, b) => b.probability - a.probability || b.costMs / b.bytes - a.costMs / a.bytes,
  );
  const plan: T[] = [];
  let { ms, bytes } = budget;
  for (const candidate of ordered) {
    if (candidate.probability <= 0 || candidate.costMs > ms || candidate.bytes > bytes) continue;
    plan.push(candidate);
    ms -= candidate.costMs;
    bytes -= candidate.bytes;
  }
  return plan;
}
