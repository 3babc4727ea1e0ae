import { randomUUID } from 'node:crypto';
import type { Backend, StoredEntry, StoredInfo } from './backends/backend.js';
import { openMemoryBackend } from './backends/memory.js';
import { redisSecrets } from './backends/redis-options.js';
import { createBreaker } from './breaker.js';
import type { Cache, CacheContext, SubjectExplanation } from './cache.js';
import { alignedBytes, decodeValue, encodeValue, readValue } from './codec.js';
import { type CacheConfig, chosenTier, ttlOf } from './config.js';
import { createEventLog, type EventLog } from './events.js';
import { createFront } from './front.js';
import { createGuard, eventOf } from './guard.js';
import { CACHE_KINDS, type CacheKind, KIND_LIMITS } from './kinds.js';
import { createCounters } from './stats.js';
import { createTraceRecorder, type MissCause } from './trace.js';
import type { CacheItem, CacheValue } from './value.js';

const KEY = /^[\w.-]{1,200}$/;
const POLL_MS = 15;
/** A store slower than this, per answer and beyond, costs more than it should. */
const EXPECTED_BYTES_PER_MS = 50_000;

interface Found {
  readonly value: CacheValue;
}

/**
 * Opens the cache that a configuration names. Trouble with the store is an event, not an error: the cache
 * then answers with misses.
 * @throws when the configuration contradicts itself.
 */
export async function openCache(config: CacheConfig, context: CacheContext): Promise<Cache> {
  const { now } = context;
  const env = context.env ?? process.env;
  const tier = chosenTier(config, env);
  const secrets = tier === 'redis' ? redisSecrets(config.redis, env) : [];
  const events = createEventLog(tier, secrets, now, context.log);
  const backend = await openBackend(tier, config, context, events);
  const breaker = createBreaker(config.redis.retryAfterMs, () => performance.now());
  const guard = createGuard(breaker, events);
  const front = createFront(backend === undefined || backend.tier === 'memory' ? 0 : config.memoryBytes);
  const trace = createTraceRecorder(context.runId);
  const counters = createCounters();
  const flights = new Map<string, Promise<CacheValue | undefined>>();
  const lastCause = new Map<string, MissCause>();
  const owner = randomUUID();

  /** Reads items; `isKept` says whether values must outlive the visit. Misses are explained and traced. */
  const lookUp = async (
    kind: CacheKind,
    items: readonly CacheItem[],
    isKept: boolean,
    visit: (index: number, value: CacheValue | undefined) => void,
  ): Promise<void> => {
    const at = now();
    const pending: number[] = [];
    const stats = counters.of(kind);
    for (let i = 0; i < items.length; i++) {
      const start = performance.now();
      const id = `${kind}:${items[i].key}`;
      const near = front.get(id);
      if (near === undefined || near.header.expiresAt <= at) {
        pending.push(i);
        continue;
      }
      hit(i, near.header, near.bytes, 'memory', (performance.now() - start) * 1000);
      visit(i, near.value);
    }
    if (pending.length === 0 || tier === 'none') {
      for (const i of pending) visit(i, undefined);
      return;
    }
    const causes = new Map<number, MissCause | undefined>();
    const damaged: string[] = [];
    const latencies = new Map<number, number>();
    let savedMs = 0;
    let bytesRead = 0;
    const seen = new Set<number>();
    const keys = pending.map((i) => items[i].key);
    const started = performance.now();
    const isRead = await guard(async () => {
      if (backend === undefined) throw new Error('the store is not open');
      await backend.read(kind, keys, (k, stored, latencyUs) => {
        const i = pending[k];
        seen.add(i);
        latencies.set(i, latencyUs);
        if (stored === undefined) return;
        const bytes = !backend.isVolatile ? alignedBytes(stored) : isKept ? new Uint8Array(stored) : stored;
        const decoded = safeDecode(bytes, kind, items[i].key);
        if (decoded === undefined) {
          causes.set(i, 'damaged');
          damaged.push(items[i].key);
          return;
        }
        if (decoded.header.expiresAt <= at) {
          causes.set(i, 'expired');
          return;
        }
        causes.set(i, undefined);
        hit(i, decoded.header, bytes.length, backend.tier, latencyUs);
        savedMs += decoded.header.costMs;
        bytesRead += bytes.length;
        if (isKept || !backend.isVolatile) {
          front.set(`${kind}:${items[i].key}`, { ...decoded, bytes: bytes.length });
        }
        visit(i, decoded.value);
      });
      return true;
    });
    if (isRead && backend?.tier === 'redis') {
      const lostMs = performance.now() - started - bytesRead / EXPECTED_BYTES_PER_MS - 20;
      breaker.succeeded(Math.max(0, lostMs), savedMs);
      if (breaker.isTooSlow) events.record('slow', 'reading takes longer than computing would');
    }
    if (damaged.length > 0) {
      events.record('damaged', `${damaged.length} stored values of kind ${kind} were damaged and dropped`);
      const reason = await guard(async () => backend?.discard(kind, damaged));
      if (reason !== undefined) events.record('damaged', `the store was damaged and started anew: ${reason}`);
    }
    await explainMisses(kind, items, pending, causes, seen, latencies, at);
    for (const i of pending) if (!(causes.has(i) && causes.get(i) === undefined)) visit(i, undefined);

    function hit(
      i: number,
      header: { createdAt: number; expiresAt: number; costMs: number },
      bytes: number,
      tier: Cache['tier'],
      latencyUs: number,
    ): void {
      stats.hits += 1;
      stats.bytesRead += bytes;
      stats.savedMs += header.costMs;
      trace.add({
        at,
        kind,
        key: items[i].key,
        subject: items[i].subject ?? '',
        cause: undefined,
        tier,
        bytes,
        latencyUs,
        costMs: header.costMs,
        ageMs: at - header.createdAt,
        remainingMs: header.expiresAt - at,
      });
    }
  };

  const explainMisses = async (
    kind: CacheKind,
    items: readonly CacheItem[],
    pending: readonly number[],
    causes: ReadonlyMap<number, MissCause | undefined>,
    seen: ReadonlySet<number>,
    latencies: ReadonlyMap<number, number>,
    at: number,
  ): Promise<void> => {
    const missed = pending.filter((i) => !(causes.has(i) && causes.get(i) === undefined));
    if (missed.length === 0) return;
    const subjects = missed.map((i) => items[i].subject ?? items[i].key);
    const memories = seen.size === 0 ? [] : await guard(async () => backend?.recall(kind, subjects));
    for (let m = 0; m < missed.length; m++) {
      const i = missed[m];
      const memory = memories?.[m];
      const known = causes.get(i);
      const cause: MissCause =
        known ??
        (!seen.has(i)
          ? 'unavailable'
          : memory === undefined
            ? 'cold'
            : memory.key !== items[i].key
              ? 'version'
              : memory.expiresAt <= at
                ? 'expired'
                : 'evicted');
      counters.missed(kind, cause);
      lastCause.set(`${kind}:${items[i].key}`, cause);
      trace.add({
        at,
        kind,
        key: items[i].key,
        subject: items[i].subject ?? '',
        cause,
        tier: backend?.tier ?? 'none',
        bytes: 0,
        latencyUs: latencies.get(i) ?? 0,
        costMs: 0,
        ageMs: memory === undefined ? Number.NaN : at - memory.storedAt,
        remainingMs: Number.NaN,
      });
    }
  };

  const getMany: Cache['getMany'] = async (kind, items) => {
    const values: (CacheValue | undefined)[] = Array.from({ length: items.length });
    await lookUp(kind, items.map(toItem), true, (i, value) => {
      values[i] = value;
    });
    return values;
  };

  const setMany: Cache['setMany'] = async (kind, entries) => {
    if (backend === undefined) return;
    const at = now();
    const stats = counters.of(kind);
    const stored: StoredEntry[] = [];
    for (const entry of entries) {
      const { key } = toItem(entry);
      const subject = entry.subject ?? key;
      const costMs = entry.costMs ?? 0;
      const header = { kind, key, subject, createdAt: at, expiresAt: at + ttlOf(config, kind), costMs };
      const bytes = encodeValue(header, entry.value);
      stats.spentMs += costMs;
      trace.stored(kind, key, bytes.length, costMs);
      if (bytes.length > KIND_LIMITS[kind].maxValueBytes) continue;
      stats.bytesWritten += bytes.length;
      const decoded = readValue(bytes, { isTrusted: true });
      if (decoded !== undefined) front.set(`${kind}:${key}`, { ...decoded, bytes: bytes.length });
      const memory = {
        key,
        storedAt: at,
        expiresAt: header.expiresAt,
        codeVersion: context.codeVersion,
        cause: lastCause.get(`${kind}:${key}`),
      };
      stored.push({ ...header, bytes, memory });
    }
    if (stored.length > 0) await guard(() => backend.write(kind, stored));
  };

  /** Computes those of the items that nobody else is computing, waits for the rest. */
  const getOrComputeMany: Cache['getOrComputeMany'] = async (kind, asked, compute) => {
    const items = asked.map(toItem);
    const values: (CacheValue | undefined)[] = Array.from({ length: items.length });
    const computeFor = async (indices: readonly number[]): Promise<void> => {
      if (indices.length === 0) return;
      const start = performance.now();
      const computed = await compute(indices);
      const costMs = (performance.now() - start) / indices.length;
      for (let k = 0; k < indices.length; k++) values[indices[k]] = computed[k];
      await setMany(
        kind,
        indices.map((i, k) => ({ ...items[i], value: computed[k], costMs: computed[k].costMs ?? costMs })),
      );
    };
    // Taken before the first wait: from here on an equal key in this process waits for this flight.
    const own: number[] = [];
    const joined: number[] = [];
    const settle = new Map<number, (value: CacheValue | undefined) => void>();
    for (let i = 0; i < items.length; i++) {
      const id = `${kind}:${items[i].key}`;
      if (flights.has(id)) {
        joined.push(i);
        continue;
      }
      own.push(i);
      flights.set(id, new Promise((resolve) => settle.set(i, resolve)));
    }
    const flying = joined.map((i) => flights.get(`${kind}:${items[i].key}`));
    try {
      await lookUp(
        kind,
        own.map((i) => items[i]),
        true,
        (k, value) => {
          values[own[k]] = value;
        },
      );
      const missing = own.filter((i) => values[i] === undefined);
      const missingKeys = missing.map((i) => items[i].key);
      const granted =
        missing.length === 0 || backend === undefined
          ? undefined
          : await guard(() => backend.lock(kind, missingKeys, owner, config.lockMs));
      const mine = missing.filter((_, k) => granted?.[k] ?? true);
      const others = missing.filter((_, k) => granted?.[k] === false);
      try {
        // Between the lookup and the lock another process may have finished the work.
        const late =
          granted === undefined
            ? undefined
            : await guard(() =>
                peek(
                  kind,
                  mine.map((i) => items[i].key),
                ),
              );
        mine.forEach((i, k) => {
          values[i] = late?.[k]?.value;
        });
        await computeFor(mine.filter((i) => values[i] === undefined));
      } finally {
        const keys = mine.map((i) => items[i].key);
        if (granted !== undefined) await guard(async () => backend?.unlock(kind, keys, owner));
      }
      await computeFor(await waitForOthers(kind, items, others, values));
    } finally {
      for (const i of own) {
        flights.delete(`${kind}:${items[i].key}`);
        settle.get(i)?.(values[i]);
      }
    }
    for (let j = 0; j < joined.length; j++) values[joined[j]] = await flying[j];
    // Whoever was computing them has failed: its error is its own, the work is still ours.
    await computeFor(joined.filter((i) => values[i] === undefined));
    return values as CacheValue[];
  };

  /** Waits for values that another process computes; returns those that did not come in time. */
  const waitForOthers = async (
    kind: CacheKind,
    items: readonly CacheItem[],
    others: readonly number[],
    values: (CacheValue | undefined)[],
  ): Promise<number[]> => {
    let waiting = [...others];
    const deadline = performance.now() + config.lockMs;
    while (waiting.length > 0 && performance.now() < deadline && breaker.isClosed()) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      const found = await guard(async () =>
        peek(
          kind,
          waiting.map((i) => items[i].key),
        ),
      );
      if (found === undefined) break;
      waiting.forEach((i, k) => {
        values[i] = found[k]?.value;
      });
      waiting = waiting.filter((i) => values[i] === undefined);
      if (waiting.length === 0) break;
      // A lock that is free again without a value: its owner has failed.
      const keys = waiting.map((i) => items[i].key);
      const granted = await guard(async () => backend?.lock(kind, keys, owner, config.lockMs));
      if (granted?.some(Boolean)) break;
    }
    return waiting;
  };

  const peek = async (kind: CacheKind, keys: readonly string[]): Promise<(Found | undefined)[]> => {
    const found: (Found | undefined)[] = Array.from({ length: keys.length });
    await backend?.read(kind, keys, (k, stored) => {
      if (stored === undefined) return;
      const decoded = safeDecode(
        backend.isVolatile ? new Uint8Array(stored) : alignedBytes(stored),
        kind,
        keys[k],
      );
      if (decoded !== undefined && decoded.header.expiresAt > now()) found[k] = decoded;
    });
    return found;
  };

  const explain = async (subject: string): Promise<SubjectExplanation[]> => {
    const out: SubjectExplanation[] = [];
    for (const kind of CACHE_KINDS) {
      const memories = await guard(async () => backend?.recall(kind, [subject]));
      const memory = memories?.[0];
      const stored: StoredInfo[] = [];
      for await (const info of backend?.list(kind) ?? []) if (info.subject === subject) stored.push(info);
      if (memory === undefined && stored.length === 0) continue;
      const isThere = stored.some((info) => info.key === memory?.key && info.expiresAt > now());
      const because =
        memory?.cause === undefined ? '' : `; it was computed because the lookup was ${memory.cause}`;
      const words = isThere
        ? `cached since ${new Date(memory?.storedAt ?? 0).toISOString()} by code ${memory?.codeVersion}${because}`
        : `not cached: ${(memory?.expiresAt ?? 0) <= now() ? 'expired' : 'evicted or cleared'}`;
      out.push({ kind, memory, stored, words });
    }
    return out;
  };

  return {
    tier,
    backend,
    getMany,
    visitMany: (kind, items, visit) => lookUp(kind, items.map(toItem), false, visit),
    setMany,
    getOrComputeMany,
    explain,
    stats: () => counters.total(tier, events.list()),
    events: () => events.list(),
    drainTrace: () => trace.drain(),
    close: async () => {
      front.clear();
      try {
        await backend?.close();
      } catch (error) {
        events.record(eventOf(error), error instanceof Error ? error.message : String(error));
      }
    },
  };
}

async function openBackend(
  tier: Cache['tier'],
  config: CacheConfig,
  context: CacheContext,
  events: EventLog,
): Promise<Backend | undefined> {
  try {
    if (tier === 'embedded') {
      const { openEmbeddedBackend } = await import('./backends/embedded.js');
      return await openEmbeddedBackend({
        directory: config.directory,
        maxBytes: config.embeddedBytes,
        now: context.now,
        onDamage: (detail) => events.record('damaged', `the store was damaged and started anew: ${detail}`),
      });
    }
    if (tier === 'memory') return openMemoryBackend(config.memoryBytes, context.now);
    if (tier === 'redis') {
      const { openRedisBackend } = await import('./backends/redis.js');
      return await openRedisBackend(config, context, events);
    }
    return undefined;
  } catch (error) {
    events.record(eventOf(error), error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function safeDecode(bytes: Uint8Array, kind: CacheKind, key: string) {
  try {
    return decodeValue(bytes, kind, key);
  } catch {
    // A text that is not UTF-8 or a column past the end, under a checksum that happens to fit: damaged.
    return undefined;
  }
}

function toItem(item: string | CacheItem): CacheItem {
  const found = typeof item === 'string' ? { key: item } : item;
  if (!KEY.test(found.key)) {
    throw new Error(
      `cache: a key is a hash of at most 200 letters, digits, ".", "_", "-"; was "${found.key}"`,
    );
  }
  return found;
}
