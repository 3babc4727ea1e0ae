import type { Backend } from './backends/backend.js';
import { openMemoryBackend } from './backends/memory.js';
import { redisSecrets } from './backends/redis-options.js';
import { type Breaker, createBreaker } from './breaker.js';
import type { Cache, CacheContext } from './cache.js';
import { type CacheParts, toItem } from './cache-parts.js';
import { type CacheConfig, chosenTier } from './config.js';
import { createEventLog, type EventLog } from './events.js';
import { explainSubject } from './explain-subject.js';
import { createFront } from './front.js';
import { createGuards, eventOf } from './guard.js';
import { lookUp } from './look-up.js';
import { createSingleFlight } from './single-flight.js';
import { createCounters } from './stats.js';
import { createWriteQueue, storeValues } from './store-values.js';
import { type CacheTier, createTraceRecorder } from './trace.js';
import type { CacheValue } from './value.js';

/**
 * Opens the cache that a configuration names. Trouble with the store is an event, not an error: the cache
 * then answers with misses.
 * @throws when the configuration contradicts itself.
 */
export async function openCache(config: CacheConfig, context: CacheContext): Promise<Cache> {
  const env = context.env ?? process.env;
  const tier = chosenTier(config, env);
  const secrets = tier === 'redis' ? redisSecrets(config.redis, env) : [];
  const events = createEventLog(tier, secrets, context.now, context.log);
  const { retryAfterMs, graceMs } = config.redis;
  const patience = { retryAfterMs, graceMs, clock: () => performance.now() };
  const breaker = createBreaker({
    ...patience,
    onTooSlow: () => events.record('slow', 'answers take longer than computing would'),
  });
  const backend = await openBackend(tier, config, context, events, breaker);
  const parts: CacheParts = {
    config,
    context,
    tier,
    backend,
    breaker,
    ...createGuards(breaker, createBreaker(patience), events),
    events,
    front: createFront(backend === undefined || backend.tier === 'memory' ? 0 : config.memoryBytes),
    trace: createTraceRecorder(context.runId),
    counters: createCounters(),
    lastCause: new Map(),
  };
  const queue = createWriteQueue(parts);
  return {
    tier,
    backend,
    async getMany(kind, items) {
      const values: (CacheValue | undefined)[] = Array.from({ length: items.length });
      await lookUp(parts, kind, items.map(toItem), true, (i, value) => {
        values[i] = value;
      });
      return values;
    },
    visitMany: (kind, items, visit) => lookUp(parts, kind, items.map(toItem), false, visit),
    async setMany(kind, entries) {
      await storeValues(parts, kind, entries);
    },
    setLater: queue.add,
    isTaking: () => backend !== undefined && parts.isTaking(),
    written: queue.written,
    getOrComputeMany: createSingleFlight(parts),
    explain: (subject) => explainSubject(parts, subject),
    stats: () => parts.counters.total(tier, events.list()),
    events: () => events.list(),
    drainTrace: () => parts.trace.drain(),
    async close() {
      await queue.written();
      parts.front.clear();
      try {
        await backend?.close();
      } catch (error) {
        events.record(eventOf(error), error instanceof Error ? error.message : String(error));
      }
    },
  };
}

async function openBackend(
  tier: CacheTier,
  config: CacheConfig,
  context: CacheContext,
  events: EventLog,
  breaker: Breaker,
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
      return await openRedisBackend(config, context, events, breaker);
    }
    return undefined;
  } catch (error) {
    events.record(eventOf(error), error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
