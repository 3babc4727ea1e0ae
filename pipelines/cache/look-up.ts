import { type CacheParts } from './cache-parts.js';
import {
  alignedBytes,
  type DecodedValue,
  decodeValue,
  isOfAnotherVersion,
  type ValueHeader,
} from './codec.js';
import type { CacheKind } from './kinds.js';
import { type Missed, recordMisses } from './record-misses.js';
import type { CacheTier } from './trace.js';
import type { CacheItem, CacheValue } from './value.js';
import { isAlive } from './value-life.js';

/**
 * Reads items, nearest tier first; hits are visited as they come, misses with undefined after them. Misses
 * are explained and traced.
 * @param isKept whether values must outlive the visit.
 */
export async function lookUp(
  parts: CacheParts,
  kind: CacheKind,
  items: readonly CacheItem[],
  isKept: boolean,
  visit: (index: number, value: CacheValue | undefined) => void,
): Promise<void> {
  const at = parts.context.now();
  const pending = visitNear(parts, kind, items, at, visit);
  if (pending.length === 0 || parts.tier === 'none') {
    for (const i of pending) visit(i, undefined);
    return;
  }
  const missed = await visitStored(parts, { kind, items, pending, at, isKept, visit });
  await recordMisses(parts, kind, missed, at);
  for (const { index } of missed) visit(index, undefined);
}

/** Visits what this process has at hand. @returns the indices of the others. */
function visitNear(
  parts: CacheParts,
  kind: CacheKind,
  items: readonly CacheItem[],
  at: number,
  visit: (index: number, value: CacheValue) => void,
): number[] {
  const pending: number[] = [];
  for (let i = 0; i < items.length; i++) {
    const start = performance.now();
    const near = parts.front.get(`${kind}:${items[i].key}`);
    if (near === undefined || !isAlive(near.header, at)) {
      pending.push(i);
      continue;
    }
    const latencyUs = (performance.now() - start) * 1000;
    recordHit(parts, items[i], near.header, at, near.bytes, 'memory', latencyUs);
    visit(i, near.value);
  }
  return pending;
}

interface Reading {
  readonly kind: CacheKind;
  readonly items: readonly CacheItem[];
  readonly pending: readonly number[];
  readonly at: number;
  readonly isKept: boolean;
  readonly visit: (index: number, value: CacheValue) => void;
}

/** Visits what the store has. @returns the others, each with the cause as far as the store showed it. */
async function visitStored(parts: CacheParts, reading: Reading): Promise<Missed[]> {
  const { backend, asking } = parts;
  const { kind, items, pending } = reading;
  const seen = new Map<number, { cause: Missed['cause']; latencyUs: number }>();
  const isHit = new Uint8Array(pending.length);
  const damaged: string[] = [];
  const keys = pending.map((i) => items[i].key);
  // Where none could be opened, that has been said.
  await asking(async () =>
    backend?.read(kind, keys, (k, stored, latencyUs) => {
      const found = visitOne(parts, reading, pending[k], stored, latencyUs);
      if (found === 'hit') {
        isHit[k] = 1;
        return;
      }
      seen.set(pending[k], { cause: found, latencyUs });
      if (found === 'damaged') damaged.push(keys[k]);
    }),
  );
  if (damaged.length > 0) await discard(parts, kind, damaged);
  return pending
    .filter((_, k) => isHit[k] === 0)
    .map((index) => {
      return {
        index,
        item: items[index],
        ...(seen.get(index) ?? { cause: 'unavailable' as const, latencyUs: 0 }),
      };
    });
}

/** Visits one stored value if it holds. @returns that it was a hit, or why it was none. */
function visitOne(
  parts: CacheParts,
  { kind, items, at, isKept, visit }: Reading,
  index: number,
  stored: Uint8Array | undefined,
  latencyUs: number,
): 'hit' | Missed['cause'] {
  const { backend, front, breaker } = parts;
  if (stored === undefined || backend === undefined) return 'absent';
  const { isVolatile, tier } = backend;
  const item = items[index];
  const bytes = !isVolatile ? alignedBytes(stored) : isKept ? new Uint8Array(stored) : stored;
  const decoded = safeDecode(bytes, kind, item.key);
  if (decoded === undefined) return isOfAnotherVersion(bytes) ? 'version' : 'damaged';
  if (!isAlive(decoded.header, at)) return 'expired';
  breaker.spared(decoded.header.costMs);
  recordHit(parts, item, decoded.header, at, bytes.length, tier, latencyUs);
  if (isKept || !isVolatile) front.set(`${kind}:${item.key}`, { ...decoded, bytes: bytes.length });
  visit(index, decoded.value);
  return 'hit';
}

async function discard(
  { backend, storing, events }: CacheParts,
  kind: CacheKind,
  damaged: readonly string[],
): Promise<void> {
  events.record('damaged', `${damaged.length} stored values of kind ${kind} were damaged and dropped`);
  const reason = await storing(async () => backend?.discard(kind, damaged));
  if (reason !== undefined) events.record('damaged', `the store was damaged and started anew: ${reason}`);
}

function recordHit(
  { counters, trace }: CacheParts,
  { key, subject = '' }: CacheItem,
  { kind, createdAt, expiresAt, costMs }: ValueHeader,
  at: number,
  bytes: number,
  tier: CacheTier,
  latencyUs: number,
): void {
  const stats = counters.of(kind);
  stats.hits += 1;
  stats.bytesRead += bytes;
  stats.savedMs += costMs;
  trace.add({
    at,
    kind,
    key,
    subject,
    cause: undefined,
    tier,
    bytes,
    latencyUs,
    costMs,
    ageMs: at - createdAt,
    remainingMs: expiresAt - at,
  });
}

/** As `decodeValue`, and undefined as well for what is damaged under a checksum that happens to fit. */
export function safeDecode(bytes: Uint8Array, kind: CacheKind, key: string): DecodedValue | undefined {
  try {
    return decodeValue(bytes, kind, key);
  } catch {
    // A text that is not UTF-8 or a column past the end.
    return undefined;
  }
}
