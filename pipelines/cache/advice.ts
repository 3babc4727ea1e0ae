import { type KindAnalysis, MIN_FOR_ADVICE } from './analyse-kinds.js';
import type { CacheLimits } from './cache-limits.js';

/** What to change about the cache, in words and as configuration. */
export interface CacheAdvice {
  /** The gist first, then kind by kind. */
  readonly words: readonly string[];
  /** The section of the config that does it; null where nothing is to be changed. */
  readonly settings: string | null;
}

type Tried = KindAnalysis & { readonly recommendation: NonNullable<KindAnalysis['recommendation']> };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KIB = 2 ** 10;
const MIB = 2 ** 20;
/** Less than this on the held-out lookups is no reason to change anything. */
const WORTH_SECONDS = 0.05;
/** Where the store keeps its bytes, by tier. */
const SIZE_KEYS = { embedded: 'embeddedBytes', redis: 'redisBytes', memory: 'memoryBytes', none: undefined };

/** How large and how long-lived the cache should be, from what that would have brought on days held out. */
export function cacheAdvice(kinds: readonly KindAnalysis[], present: CacheLimits): CacheAdvice {
  const tried = kinds.filter((one): one is Tried => one.recommendation !== undefined);
  const better = tried.filter((one) => savedSeconds(one) >= WORTH_SECONDS);
  const few = kinds.filter((one) => one.recommendation === undefined);
  const words = [
    gist(tried, better),
    ...tried.map(trialWords),
    ...(few.length === 0 ? [] : [`Nothing is said yet of ${few.map(fewWords).join(', ')}.`]),
  ];
  return { words, settings: better.length === 0 ? null : settingsFor(better, present) };
}

function savedSeconds({ recommendation }: Tried): number {
  return (recommendation.presentCost - recommendation.recommendedCost) / 1000;
}

function gist(tried: readonly Tried[], better: readonly Tried[]): string {
  if (tried.length === 0)
    return `Leave the cache as it is: there is no advice before ${MIN_FOR_ADVICE} lookups of a kind, some of them on another day than the rest.`;
  if (better.length === 0)
    return 'Leave the cache as it is: on the days held out no other size or time to live would have saved anything.';
  const saved = better.reduce((sum, one) => sum + savedSeconds(one), 0);
  return `Change the cache for ${better.map(({ kind }) => kind).join(', ')}: on the days held out that would have saved ${saved.toFixed(1)} s more.`;
}

function trialWords(one: Tried): string {
  const { capacityBytes, ttlMs, heldOutAccesses } = one.recommendation;
  const savedS = savedSeconds(one);
  const setting = `${sizeWords(capacityBytes)} kept for ${lifeWords(ttlMs)}`;
  const trial = `on the ${heldOutAccesses} lookups of the days held out`;
  if (Math.abs(savedS) < WORTH_SECONDS)
    return `${one.kind}: ${setting} would have done as well as the present setting ${trial}: leave it, or save the room.`;
  if (savedS > 0) return `${one.kind}: ${setting} would have saved ${savedS.toFixed(1)} s more ${trial}.`;
  return `${one.kind}: keep the present setting; ${setting}, the best of the earlier days, would have cost ${(-savedS).toFixed(1)} s more ${trial}.`;
}

function fewWords({ kind, accesses }: KindAnalysis): string {
  return accesses < MIN_FOR_ADVICE ? `${kind} (${accesses} lookups)` : `${kind} (all of one day)`;
}

/** A longer life for the kinds that gain from it; more room where they need more than the store has. */
function settingsFor(better: readonly Tried[], { tier, capacityBytes }: CacheLimits): string | null {
  const lives = better.filter(({ ttlMs, recommendation }) => recommendation.ttlMs !== ttlMs);
  const room = better.reduce((sum, { recommendation }) => sum + recommendation.capacityBytes, 0);
  const sizeKey = SIZE_KEYS[tier];
  const entries = [
    ...(sizeKey !== undefined && room > capacityBytes ? [`${sizeKey}: ${Math.ceil(room)}`] : []),
    ...(lives.length === 0
      ? []
      : [
          `ttlMs: { ${lives.map(({ kind, recommendation }) => `${kind}: ${recommendation.ttlMs}`).join(', ')} }`,
        ]),
  ];
  return entries.length === 0 ? null : `cache: { ${entries.join(', ')} },`;
}

function sizeWords(bytes: number): string {
  return bytes < MIB ? `${Math.ceil(bytes / KIB)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;
}

function lifeWords(ttlMs: number): string {
  const [value, unit] = ttlMs < DAY_MS ? [ttlMs / HOUR_MS, 'hour'] : [ttlMs / DAY_MS, 'day'];
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}
