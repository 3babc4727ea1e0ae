import type { Backend } from './backends/backend.js';
import type { Breaker } from './breaker.js';
import type { CacheContext } from './cache.js';
import type { CacheConfig } from './config.js';
import type { EventLog } from './events.js';
import type { Front } from './front.js';
import type { Guards } from './guard.js';
import type { Counters } from './stats.js';
import type { CacheTier, MissCause, TraceRecorder } from './trace.js';
import type { CacheItem } from './value.js';

/** What an open cache works with. */
export interface CacheParts extends Guards {
  readonly config: CacheConfig;
  readonly context: CacheContext;
  readonly tier: CacheTier;
  /** Undefined where there is no store, or where it could not be opened. */
  readonly backend: Backend | undefined;
  readonly breaker: Breaker;
  readonly events: EventLog;
  readonly front: Front;
  readonly trace: TraceRecorder;
  readonly counters: Counters;
  /** By kind and key: why the last lookup missed. */
  readonly lastCause: Map<string, MissCause>;
}

const KEY = /^[\w.-]{1,200}$/;

/** What is asked for, with its key checked. @throws when the key is not made like a hash. */
export function toItem(item: string | CacheItem): CacheItem {
  const found = typeof item === 'string' ? { key: item } : item;
  if (!KEY.test(found.key)) {
    throw new Error(
      `cache: a key is a hash of at most 200 letters, digits, ".", "_", "-"; was "${found.key}"`,
    );
  }
  return found;
}
