import { type KindAnalysis, MIN_FOR_ADVICE } from './analyse-kinds.js';

const DAY_MS = 86_400_000;

/** In words: how large and how long-lived the cache should be for a kind, and what that brought when tried. */
export function adviceFor({ kind, accesses, recommendation }: KindAnalysis): string {
  if (accesses < MIN_FOR_ADVICE)
    return `${kind}: too few accesses (${accesses}) to advise; at least ${MIN_FOR_ADVICE} are needed.`;
  if (recommendation === undefined)
    return `${kind}: all ${accesses} accesses are of one day; advice is tried on another day before it is given.`;
  const { capacityBytes, ttlMs, presentCost, recommendedCost, heldOutAccesses } = recommendation;
  const savedS = (presentCost - recommendedCost) / 1000;
  const setting = `${(capacityBytes / 2 ** 20).toFixed(1)} MiB kept for ${lifeWords(ttlMs)}`;
  const trial = `on the ${heldOutAccesses} lookups of the days held out`;
  if (Math.abs(savedS) < 0.05)
    return `${kind}: ${setting} would have done as well as the present setting ${trial}: leave it, or save the room.`;
  if (savedS > 0) return `${kind}: ${setting} would have saved ${savedS.toFixed(1)} s more ${trial}.`;
  return `${kind}: keep the present setting; ${setting}, the best of the earlier days, would have cost ${(-savedS).toFixed(1)} s more ${trial}.`;
}

function lifeWords(ttlMs: number): string {
  return ttlMs < DAY_MS ? `${ttlMs / 3_600_000} hours` : `${ttlMs / DAY_MS} days`;
}
