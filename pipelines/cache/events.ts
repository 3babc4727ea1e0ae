/** Something that went wrong with the cache itself. The run goes on without the cache's help. */
export type CacheEventKind =
  | 'unreachable'
  | 'cut'
  | 'slow'
  | 'refused'
  | 'full'
  | 'read-only'
  | 'damaged'
  | 'failed';

export interface CacheEvent {
  readonly event: CacheEventKind;
  readonly tier: string;
  /** The first occurrence in words, without secrets. */
  readonly detail: string;
  readonly firstAt: number;
  count: number;
}

export interface EventLog {
  record(event: CacheEventKind, detail: string): void;
  list(): readonly CacheEvent[];
}

/**
 * Keeps one line per sort of event, however often it happens, and says it once through `log`.
 * @param secrets texts that must not appear anywhere; what contains one is written with `***` in its place.
 */
export function createEventLog(
  tier: string,
  secrets: readonly string[],
  now: () => number,
  log: (message: string) => void,
): EventLog {
  const events = new Map<CacheEventKind, CacheEvent>();
  return {
    record(event, detail) {
      const known = events.get(event);
      if (known !== undefined) {
        known.count += 1;
        return;
      }
      // Whatever it was that went wrong closed the connection too.
      if (event === 'cut' && events.size > 0) return;
      const clean = redact(detail, secrets);
      events.set(event, { event, tier, detail: clean, firstAt: now(), count: 1 });
      log(`cache (${tier}) ${event}: ${clean}`);
    },
    list: () => [...events.values()],
  };
}

function redact(message: string, secrets: readonly string[]): string {
  let clean = message;
  for (const secret of secrets) if (secret !== '') clean = clean.split(secret).join('***');
  return clean;
}
