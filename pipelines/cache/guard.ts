import type { Breaker } from './breaker.js';
import type { CacheEventKind, EventLog } from './events.js';
import { TimeoutError } from './waiting.js';

/** Runs an operation on the backend if the breaker allows it; its failure becomes an event and undefined. */
export type Guard = <T>(operation: () => Promise<T>) => Promise<T | undefined>;

const SORTS: readonly (readonly [RegExp, CacheEventKind])[] = [
  [/OOM|ENOSPC|no space|MDB_MAP_FULL|disk (is )?full/i, 'full'],
  [/READONLY|EROFS|EACCES|read-only|permission denied/i, 'read-only'],
  [/WRONGPASS|NOAUTH|NOPERM|invalid password|certificate|self.signed/i, 'refused'],
  [/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|all sentinels/i, 'unreachable'],
  [/connection is closed|ECONNRESET|EPIPE|isn't writeable|protocol error|parse/i, 'cut'],
];

/** What sort of trouble an error is. */
export function eventOf(error: unknown): CacheEventKind {
  if (error instanceof TimeoutError) return 'slow';
  const message = error instanceof Error ? error.message : String(error);
  return SORTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
}

/** A guard over one backend. Only messages are kept of errors: their other fields may hold a password. */
export function createGuard(breaker: Breaker, events: EventLog): Guard {
  return async (operation) => {
    if (!breaker.isClosed()) return undefined;
    const start = performance.now();
    try {
      return await operation();
    } catch (error) {
      const event = eventOf(error);
      // A full or read-only store still answers reads; it is the write alone that is given up.
      if (event !== 'full' && event !== 'read-only') {
        breaker.failed(performance.now() - start, event === 'cut');
      }
      // Once the server is known to be away, that its connection is closed is no news.
      if (event === 'cut' && events.list().length > 0) return undefined;
      events.record(event, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
}
