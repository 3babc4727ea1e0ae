import type { CacheTier } from './trace.js';

/** What the cache did for one question about many things, as far as a sentence goes. */
export interface AskedUse {
  readonly tier: CacheTier;
  /** Things that the cache had. */
  readonly hits: number;
  /** Things that it was asked for and did not have. */
  readonly misses: number;
  /** Things that were computed, asked for or not. */
  readonly computed: number;
  readonly secondsSaved: number;
}

export interface UseWords {
  /** In the plural: symbols, combinations. */
  readonly things: string;
  /** What was done with those that were not known. */
  readonly done: string;
  /** More of what was known, behind a comma. */
  readonly more?: string;
  /** What is said of the rest; by default how many were computed. */
  readonly rest?: string;
}

const PLACES = { redis: 'on Redis', embedded: 'in the workspace', memory: 'in memory' } as const;

/** One line for the terminal: where the cache is, what it knew, what that saved, what was computed. */
export function useWords(use: AskedUse, { things, done, more = '', rest }: UseWords): string {
  const { tier, hits, misses, computed, secondsSaved } = use;
  if (tier === 'none') return `no cache: ${computed} ${things} ${done}`;
  const place = PLACES[tier];
  if (hits + misses === 0) return `cache ${place} filled anew: ${computed} ${things} ${done}`;
  const saved = secondsSaved >= 0.05 ? `, which saved about ${secondsSaved.toFixed(1)} s` : '';
  return `cache ${place}: ${hits} of ${hits + misses} ${things} known${more}${saved}; ${rest ?? `${computed} ${done}`}`;
}
