import type { Breaker } from './breaker.js';
import type { CacheEventKind, EventLog } from './events.js';
import { TimeoutError } from './waiting.js';

/** Runs an operation on the backend if its breaker allows it; its failure becomes an event and undefined. */
export type Guard = <T>(operation: () => Promise<T>) => Promise<T | undefined>;

/** The two ways to a store. */
export interface Guards {
  /** For what must be answered. */
  readonly asking: Guard;
  /** For what is to be kept, locks included: a store that takes nothing may still answer, and is still asked. */
  readonly storing: Guard;
  /** Whether the store would be given something to keep now. */
  isTaking(): boolean;
}

const SORTS: readonly (readonly [RegExp, CacheEventKind])[] = [
  [/OOM|ENOSPC|no space|MDB_MAP_FULL|disk (is )?full/i, 'full'],
  [/READONLY|EROFS|EACCES|read-only|permission denied|MISCONF|NOREPLICAS/i, 'read-only'],
  [/WRONGPASS|NOAUTH|NOPERM|DENIED|DB index|invalid password|certificate|self.signed/i, 'refused'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|all sentinels|LOADING|MASTERDOWN|CLUSTERDOWN/i,
    'unreachable',
  ],
  [/ETIMEDOUT|\bBUSY\b/, 'slow'],
  [
    /connection is closed|ECONNRESET|EPIPE|isn't (writeable|ready)|max retries per request|protocol error|parse/i,
    'cut',
  ],
];

/** What a store says that takes nothing, from now or from us. */
const TAKES_NOTHING: readonly CacheEventKind[] = ['full', 'read-only', 'refused'];
/** What is known at once, so that it costs little to ask again soon. */
const KNOWN_AT_ONCE: readonly CacheEventKind[] = ['cut', 'unreachable'];

/** What sort of trouble an error is. */
export function eventOf(error: unknown): CacheEventKind {
  if (error instanceof TimeoutError) return 'slow';
  const message = error instanceof Error ? error.message : String(error);
  return SORTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
}

/**
 * Guards over one backend. Only messages are kept of errors: their other fields may hold a password.
 * @param breaker of the store as a whole.
 * @param stored of what is to be kept: once the store has refused it, no more is sent for a while.
 */
export function createGuards(breaker: Breaker, stored: Breaker, events: EventLog): Guards {
  const guard = async <T>(operation: () => Promise<T>, isStoring: boolean): Promise<T | undefined> => {
    const start = performance.now();
    try {
      return await operation();
    } catch (error) {
      const event = eventOf(error);
      const failing = isStoring && TAKES_NOTHING.includes(event) ? stored : breaker;
      failing.failed(performance.now() - start, KNOWN_AT_ONCE.includes(event));
      events.record(event, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const isTaking = (): boolean => breaker.isClosed() && stored.isClosed();
  return {
    asking: async (operation) => (breaker.isClosed() ? guard(operation, false) : undefined),
    storing: async (operation) => (isTaking() ? guard(operation, true) : undefined),
    isTaking,
  };
}
