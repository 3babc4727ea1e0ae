/** A column of a cached value. */
export type CacheColumn = Float64Array | Float32Array | Int32Array | Uint8Array;

/**
 * What the cache holds: named columns. A value that came from the cache may share its memory with the
 * cache and with other callers: read it, never write to it.
 */
export interface CacheValue {
  readonly columns: Readonly<Record<string, CacheColumn>>;
}

/** A value just computed, and what that took where the caller knows better than the clock. */
export interface ComputedValue extends CacheValue {
  readonly costMs?: number;
}

/** What is asked for: the content key, and what it is about (a symbol), so that a miss can be explained. */
export interface CacheItem {
  /** Content hash, made of `A-Z a-z 0-9 . _ -`, at most 200 characters. */
  readonly key: string;
  readonly subject?: string;
}

/** What is stored. */
export interface CacheEntry extends CacheItem {
  readonly value: CacheValue;
  /** What computing the value from nothing takes: the time a later hit saves. */
  readonly costMs?: number;
  /** What computing it took now, where it could build on something known; by default `costMs`. */
  readonly spentMs?: number;
}
