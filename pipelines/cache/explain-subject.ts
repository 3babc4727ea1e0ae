import { isAboutSymbol } from './about-symbol.js';
import type { Backend, StoredInfo } from './backends/backend.js';
import type { SubjectExplanation } from './cache.js';
import type { CacheParts } from './cache-parts.js';
import { causeWords } from './cause-words.js';
import { CACHE_KINDS, type CacheKind } from './kinds.js';

/** What is stored for a symbol, by kind and by what was done with it, and in words why the last lookup missed. */
export async function explainSubject(
  { backend, asking, context }: CacheParts,
  symbol: string,
): Promise<SubjectExplanation[]> {
  const out: SubjectExplanation[] = [];
  for (const kind of CACHE_KINDS) {
    // A store that does not answer is an event; what the record knows of the symbol is said all the same.
    const all = (await asking(() => storedOf(backend, kind, symbol))) ?? [];
    const subjects = [...new Set([symbol, ...all.map(({ subject }) => subject)])];
    const memories = await asking(async () => backend?.recall(kind, subjects));
    subjects.forEach((subject, s) => {
      const memory = memories?.[s];
      const stored = all.filter((info) => info.subject === subject);
      if (memory === undefined && stored.length === 0) return;
      const isThere = stored.some((info) => info.key === memory?.key && info.expiresAt > context.now());
      const because =
        memory?.cause === undefined
          ? ''
          : `; it was computed because ${causeWords(memory.cause)} (${memory.cause})`;
      const words = isThere
        ? `cached since ${new Date(memory?.storedAt ?? 0).toISOString()} by code ${memory?.codeVersion}${because}`
        : `not cached: ${(memory?.expiresAt ?? 0) <= context.now() ? 'expired' : 'evicted or cleared'}`;
      out.push({ kind, subject, memory, stored, words });
    });
  }
  return out;
}

async function storedOf(
  backend: Backend | undefined,
  kind: CacheKind,
  symbol: string,
): Promise<StoredInfo[]> {
  const stored: StoredInfo[] = [];
  for await (const info of backend?.list(kind) ?? []) {
    if (isAboutSymbol(info.subject, symbol)) stored.push(info);
  }
  return stored;
}
