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

/** One line: where the cache is, what it knew, what that saved, what was computed. */
export function useWords(use: AskedUse, { things, done, more = '', rest }: UseWords): string {
  const { tier, hits, misses, computed, secondsSaved } = use;
  const all = `${count(computed)} ${things} ${done}`;
  if (tier === 'none') return `no cache: ${all}`;
  const place = PLACES[tier];
  const asked = hits + misses;
  if (asked === 0) return `cache ${place} filled anew: ${all}`;
  const known = `${count(hits)} of ${count(asked)} ${things} known${more}${savedWords(secondsSaved)}`;
  return `cache ${place}: ${known}; ${rest ?? `${count(computed)} ${done}`}`;
}

/** What came from the cache saved so much, as the end of a clause; empty where that is next to nothing. */
export function savedWords(seconds: number): string {
  return seconds >= 0.05 ? `, which saved about ${seconds.toFixed(1)} s` : '';
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
