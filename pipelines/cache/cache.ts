import type { Backend, StoredInfo, SubjectMemory } from './backends/backend.js';
import type { CacheEvent } from './events.js';
import type { CacheKind } from './kinds.js';
import type { CacheStats } from './stats.js';
import type { CacheTier, Trace } from './trace.js';
import type { CacheEntry, CacheItem, CacheValue, ComputedValue } from './value.js';

/** What the cache needs to know of the run it serves. */
export interface CacheContext {
  /** Recorded beside values to explain misses; never part of a key. */
  readonly codeVersion: string;
  readonly runId: string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Told once of each sort of trouble. */
  readonly log: (message: string) => void;
  /** Where REDIS_URL, REDIS_PASSWORD and REDIS_SENTINEL_PASSWORD are looked up; the process's by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What the cache knows of one subject and kind. */
export interface SubjectExplanation {
  readonly kind: CacheKind;
  /** The symbol, or what was done with it alone. */
  readonly subject: string;
  readonly memory: SubjectMemory | undefined;
  readonly stored: readonly StoredInfo[];
  /** In words: whether a value is there, and why the last lookup missed. */
  readonly words: string;
}

/**
 * A cache that can be missing, slow or wrong without changing any result: nothing here rejects because of
 * the cache's own trouble, a lookup merely misses. Keys must be hashes of everything the value depends on.
 */
export interface Cache {
  readonly tier: CacheTier;
  /** Values in the order of the items; undefined where there is none. */
  getMany(kind: CacheKind, items: readonly (string | CacheItem)[]): Promise<(CacheValue | undefined)[]>;
  /**
   * As `getMany`, each value handed to `visit` in place and valid only until it returns: the fast way to
   * read many values of which little is kept. Misses are visited with undefined, after the hits.
   */
  visitMany(
    kind: CacheKind,
    items: readonly (string | CacheItem)[],
    visit: (index: number, value: CacheValue | undefined) => void,
  ): Promise<void>;
  setMany(kind: CacheKind, entries: readonly CacheEntry[]): Promise<void>;
  /** As `setMany`, in the background, in batches: whoever has an answer to give gives it first. */
  setLater(kind: CacheKind, entries: readonly CacheEntry[]): void;
  /** Whether the store would take something now: what is made to be kept alone need not be made where it does not. */
  isTaking(): boolean;
  /** Settles when all that `setLater` was given has been written, or given up; `close` waits for it too. */
  written(): Promise<void>;
  /**
   * Values that are there, the others computed by one caller only, in this process and, by a short lock, on
   * all that share the store. `compute` gets the indices it has to answer for; what it throws is thrown here.
   * Once `signal` is aborted nobody else is waited for; `compute` is asked, and will refuse.
   * A value costs its share of the time `compute` took, unless it comes with a `costMs` of its own.
   */
  getOrComputeMany(
    kind: CacheKind,
    items: readonly (string | CacheItem)[],
    compute: (missing: readonly number[]) => Promise<readonly ComputedValue[]>,
    signal?: AbortSignal,
  ): Promise<CacheValue[]>;
  explain(subject: string): Promise<SubjectExplanation[]>;
  stats(): CacheStats;
  events(): readonly CacheEvent[];
  /** Accesses since the last call, for `writeTrace`. */
  drainTrace(): Trace;
  /** The store behind, for the maintenance commands; undefined when there is none. */
  readonly backend: Backend | undefined;
  close(): Promise<void>;
}
