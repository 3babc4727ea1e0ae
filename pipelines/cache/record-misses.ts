import type { SubjectMemory } from './backends/backend.js';
import type { CacheParts } from './cache-parts.js';
import type { CacheKind } from './kinds.js';
import type { MissCause } from './trace.js';
import type { CacheItem } from './value.js';

/** A lookup that found nothing. `absent`: the store answered, and what it remembers tells why. */
export interface Missed {
  readonly index: number;
  readonly item: CacheItem;
  readonly cause: MissCause | 'absent';
  readonly latencyUs: number;
}

/** Counts and traces misses, each with its cause from what the store remembers of the subject. */
export async function recordMisses(
  { backend, asking, counters, trace, lastCause }: CacheParts,
  kind: CacheKind,
  missed: readonly Missed[],
  at: number,
): Promise<void> {
  if (missed.length === 0) return;
  const hasAnswered = missed.some(({ cause }) => cause !== 'unavailable');
  const subjects = missed.map(({ item }) => item.subject ?? item.key);
  const memories = hasAnswered ? await asking(async () => backend?.recall(kind, subjects)) : undefined;
  missed.forEach(({ item, cause: known, latencyUs }, m) => {
    const memory = memories?.[m];
    const reason = memories === undefined ? 'unavailable' : causeOf(memory, item.key, at);
    const cause = known === 'absent' ? reason : known;
    counters.missed(kind, cause);
    lastCause.set(`${kind}:${item.key}`, cause);
    trace.add({
      at,
      kind,
      key: item.key,
      subject: item.subject ?? '',
      cause,
      tier: backend?.tier ?? 'none',
      bytes: 0,
      latencyUs,
      costMs: 0,
      ageMs: memory === undefined ? Number.NaN : at - memory.storedAt,
      remainingMs: Number.NaN,
    });
  });
}

function causeOf(memory: SubjectMemory | undefined, key: string, at: number): MissCause {
  if (memory === undefined) return 'cold';
  if (memory.key !== key) return 'version';
  return memory.expiresAt <= at ? 'expired' : 'evicted';
}
