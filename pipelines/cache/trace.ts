import { CACHE_KINDS, type CacheKind } from './kinds.js';

/** Why a lookup missed. `version`: the subject was cached, but for other data or other code. */
export const MISS_CAUSES = ['cold', 'expired', 'evicted', 'version', 'damaged', 'unavailable'] as const;
export type MissCause = (typeof MISS_CAUSES)[number];

export const CACHE_TIERS = ['memory', 'embedded', 'redis', 'none'] as const;
export type CacheTier = (typeof CACHE_TIERS)[number];

/**
 * One access. Numbers that do not apply are NaN. `costMs` of a hit is what computing the value from nothing takes;
 * that of a miss, what computing it took then, is filled in with its bytes when it is stored.
 */
export interface Access {
  readonly at: number;
  readonly kind: CacheKind;
  readonly key: string;
  readonly subject: string;
  /** Undefined for a hit. */
  readonly cause: MissCause | undefined;
  readonly tier: CacheTier;
  readonly bytes: number;
  readonly latencyUs: number;
  readonly costMs: number;
  readonly ageMs: number;
  readonly remainingMs: number;
}

/** Accesses as columns of equal length. `cause` is −1 for a hit; `kind`, `cause`, `tier` index their lists. */
export interface Trace {
  readonly runId: string;
  readonly rows: number;
  readonly at: Float64Array;
  readonly kind: Uint8Array;
  readonly cause: Int8Array;
  readonly tier: Uint8Array;
  readonly keyHash: Float64Array;
  readonly subject: readonly string[];
  readonly bytes: Float64Array;
  readonly latencyUs: Float64Array;
  readonly costMs: Float64Array;
  readonly ageMs: Float64Array;
  readonly remainingMs: Float64Array;
}

export interface TraceRecorder {
  add(access: Access): void;
  /** Completes the last miss of a key with what computing and storing it took. */
  stored(kind: CacheKind, key: string, bytes: number, spentMs: number): void;
  /** The rows so far; the recorder starts anew. */
  drain(): Trace;
}

const FIRST_ROWS = 4096;
const HASH_DIGITS = 13;

/** Records accesses in growing columns. */
export function createTraceRecorder(runId: string): TraceRecorder {
  let columns = allocate(FIRST_ROWS);
  let subjects: string[] = [];
  let rows = 0;
  let misses = new Map<string, number>();
  return {
    add(access) {
      if (rows === columns.at.length) columns = grow(columns, 2 * rows);
      const row = rows++;
      columns.at[row] = access.at;
      columns.kind[row] = CACHE_KINDS.indexOf(access.kind);
      columns.cause[row] = access.cause === undefined ? -1 : MISS_CAUSES.indexOf(access.cause);
      columns.tier[row] = CACHE_TIERS.indexOf(access.tier);
      columns.keyHash[row] = keyHash(access.key);
      columns.bytes[row] = access.bytes;
      columns.latencyUs[row] = access.latencyUs;
      columns.costMs[row] = access.costMs;
      columns.ageMs[row] = access.ageMs;
      columns.remainingMs[row] = access.remainingMs;
      subjects.push(access.subject);
      if (access.cause !== undefined) misses.set(`${access.kind}:${access.key}`, row);
    },
    stored(kind, key, bytes, spentMs) {
      const row = misses.get(`${kind}:${key}`);
      if (row === undefined) return;
      columns.bytes[row] = bytes;
      columns.costMs[row] = spentMs;
    },
    drain() {
      const drained: Trace = { runId, rows, subject: subjects, ...cut(columns, rows) };
      columns = allocate(FIRST_ROWS);
      subjects = [];
      misses = new Map();
      rows = 0;
      return drained;
    },
  };
}

/** 52 bits of a content key as a number: its first hexadecimal digits, or FNV-1a of a key that is not. */
export function keyHash(key: string): number {
  const head = key.slice(0, HASH_DIGITS);
  if (head.length === HASH_DIGITS && /^[0-9a-f]+$/.test(head)) return Number.parseInt(head, 16);
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < key.length; i++) {
    low = Math.imul(low ^ key.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ key.charCodeAt(i), 0x85ebca6b);
  }
  return (low >>> 0) + (high & 0xfffff) * 2 ** 32;
}

function allocate(n: number) {
  return {
    at: new Float64Array(n),
    kind: new Uint8Array(n),
    cause: new Int8Array(n),
    tier: new Uint8Array(n),
    keyHash: new Float64Array(n),
    bytes: new Float64Array(n),
    latencyUs: new Float64Array(n),
    costMs: new Float64Array(n),
    ageMs: new Float64Array(n),
    remainingMs: new Float64Array(n),
  };
}

type Columns = ReturnType<typeof allocate>;

function grow(columns: Columns, n: number): Columns {
  const grown = allocate(n);
  for (const name of Object.keys(grown) as (keyof Columns)[]) grown[name].set(columns[name]);
  return grown;
}

function cut(columns: Columns, rows: number): Columns {
  return {
    at: columns.at.subarray(0, rows),
    kind: columns.kind.subarray(0, rows),
    cause: columns.cause.subarray(0, rows),
    tier: columns.tier.subarray(0, rows),
    keyHash: columns.keyHash.subarray(0, rows),
    bytes: columns.bytes.subarray(0, rows),
    latencyUs: columns.latencyUs.subarray(0, rows),
    costMs: columns.costMs.subarray(0, rows),
    ageMs: columns.ageMs.subarray(0, rows),
    remainingMs: columns.remainingMs.subarray(0, rows),
  };
}
