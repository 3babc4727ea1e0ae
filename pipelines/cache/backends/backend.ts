import type { CacheKind } from '../kinds.js';

/** A value to store, already encoded. */
export interface StoredEntry {
  readonly key: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly costMs: number;
  /** What `subject` is remembered by afterwards. */
  readonly memory: SubjectMemory;
}

/** The last value stored for a subject: enough to tell why a later lookup misses. Outlives the value. */
export interface SubjectMemory {
  readonly key: string;
  readonly storedAt: number;
  readonly expiresAt: number;
  readonly codeVersion: string;
  /** Why the value had to be computed when it was stored last. */
  readonly cause?: string;
}

/** What is known of a stored value without reading it. */
export interface StoredInfo {
  readonly kind: CacheKind;
  readonly key: string;
  readonly subject: string;
  readonly bytes: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastAccess: number;
  readonly costMs: number;
}

/** How many values of a kind are held, and their bytes. */
export interface KindSize {
  readonly kind: CacheKind;
  readonly entries: number;
  readonly bytes: number;
}

/** Counts one more value. */
export function countSize(
  sizes: Map<CacheKind, KindSize>,
  { kind, bytes }: { readonly kind: CacheKind; readonly bytes: number },
): void {
  const known = sizes.get(kind) ?? { kind, entries: 0, bytes: 0 };
  sizes.set(kind, { kind, entries: known.entries + 1, bytes: known.bytes + bytes });
}

/**
 * Where encoded values are kept. A backend never judges a value: the cache checks what comes back.
 * Every method may reject; the cache then carries on without it.
 */
export interface Backend {
  readonly tier: 'memory' | 'embedded' | 'redis';
  /**
   * Calls `visit` once for each key in turn, with the bytes or undefined. Bytes are valid only
   * until `visit` returns when `isVolatile`, and start on a multiple of 8.
   */
  readonly isVolatile: boolean;
  read(
    kind: CacheKind,
    keys: readonly string[],
    visit: (index: number, bytes: Uint8Array | undefined, latencyUs: number) => void,
  ): Promise<void>;
  write(kind: CacheKind, entries: readonly StoredEntry[]): Promise<void>;
  remove(kind: CacheKind, keys: readonly string[]): Promise<void>;
  /** Removes values that came back damaged; a store that finds itself damaged starts anew and returns why. */
  discard(kind: CacheKind, keys: readonly string[]): Promise<string | undefined>;
  recall(kind: CacheKind, subjects: readonly string[]): Promise<(SubjectMemory | undefined)[]>;
  /** For each key, whether this process may compute it. A lock ends after `lockMs`, or when its owner falls silent. */
  lock(kind: CacheKind, keys: readonly string[], owner: string, lockMs: number): Promise<boolean[]>;
  unlock(kind: CacheKind, keys: readonly string[], owner: string): Promise<void>;
  /** Says that an owner of locks is alive, for `lifeMs` from now. */
  beat(owner: string, lifeMs: number): Promise<void>;
  list(kind?: CacheKind): AsyncIterable<StoredInfo>;
  /** What is held, found without reading any value. */
  measure(): Promise<readonly KindSize[]>;
  /** Removes expired and then least recently used values until the limit is kept; returns bytes freed. */
  trim(): Promise<number>;
  close(): Promise<void>;
}
