import type { StoredInfo } from './backends/backend.js';
import type { SubjectExplanation } from './cache.js';
import type { CacheParts } from './cache-parts.js';
import { CACHE_KINDS } from './kinds.js';

/** What is stored for a subject, by kind, and in words why the last lookup missed. */
export async function explainSubject(
  { backend, guard, context }: CacheParts,
  subject: string,
): Promise<SubjectExplanation[]> {
  const out: SubjectExplanation[] = [];
  for (const kind of CACHE_KINDS) {
    const memories = await guard(async () => backend?.recall(kind, [subject]));
    const memory = memories?.[0];
    const stored: StoredInfo[] = [];
    for await (const info of backend?.list(kind) ?? []) if (info.subject === subject) stored.push(info);
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
