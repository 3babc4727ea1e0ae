import type { Backend, StoredInfo } from './backends/backend.js';
import type { SubjectExplanation } from './cache.js';
import type { CacheParts } from './cache-parts.js';
import { CACHE_KINDS, type CacheKind } from './kinds.js';

/** What is stored for a subject, by kind, and in words why the last lookup missed. */
export async function explainSubject(
  { backend, guard, context }: CacheParts,
  subject: string,
): Promise<SubjectExplanation[]> {
  const out: SubjectExplanation[] = [];
  for (const kind of CACHE_KINDS) {
    const memories = await guard(async () => backend?.recall(kind, [subject]));
    const memory = memories?.[0];
    // A store that does not answer is an event; what the record knows of the subject is said all the same.
    const stored = (await guard(() => storedOf(backend, kind, subject))) ?? [];
    if (memory === undefined && stored.length === 0) continue;
    const isThere = stored.some((info) => info.key === memory?.key && info.expiresAt > context.now());
    const because =
      memory?.cause === undefined ? '' : `; it was computed because the lookup was ${memory.cause}`;
    const words = isThere
      ? `cached since ${new Date(memory?.storedAt ?? 0).toISOString()} by code ${memory?.codeVersion}${because}`
      : `not cached: ${(memory?.expiresAt ?? 0) <= context.now() ? 'expired' : 'evicted or cleared'}`;
    out.push({ kind, memory, stored, words });
  }
  return out;
}

async function storedOf(
  backend: Backend | undefined,
  kind: CacheKind,
  subject: string,
): Promise<StoredInfo[]> {
  const stored: StoredInfo[] = [];
  for await (const info of backend?.list(kind) ?? []) if (info.subject === subject) stored.push(info);
  return stored;
}
