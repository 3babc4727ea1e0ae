import type { CacheKind } from '../kinds.js';
import type { StoredEntry, SubjectMemory } from './backend.js';
import type { RedisClient } from './redis-client.js';
import { memoryKey } from './redis-keys.js';
import { MEMORY_LIFE_MS, parseMemory } from './subject-memory.js';

/** Subjects asked for at a time. */
const BLOCK = 512;

/**
 * Commands that note what was last stored for each subject, one for all of them: a hash for every sixty days, of
 * which the last two are read, so that what is not renewed is forgotten as a whole.
 */
export function remember(
  { client }: RedisClient,
  kind: CacheKind,
  entries: readonly StoredEntry[],
): Promise<unknown>[] {
  const latest = entries.at(-1);
  if (latest === undefined) return [];
  const key = memoryKey(kind, latest.createdAt);
  const fields = new Map(entries.map(({ subject, memory }) => [subject, JSON.stringify(memory)]));
  return [client.hset(key, fields), client.pexpire(key, 2 * MEMORY_LIFE_MS)];
}

/** What is remembered of subjects, in their order; asked for all at once. */
export async function recall(
  { client, within }: RedisClient,
  kind: CacheKind,
  subjects: readonly string[],
  time: number,
): Promise<(SubjectMemory | undefined)[]> {
  const blocks = Array.from({ length: Math.ceil(subjects.length / BLOCK) }, (_, b) =>
    subjects.slice(b * BLOCK, (b + 1) * BLOCK),
  );
  const ask = (periodsAgo: number) =>
    Promise.all(blocks.map((block) => client.hmget(memoryKey(kind, time, periodsAgo), ...block)));
  const [now, before] = await within(Promise.all([ask(0), ask(1)]));
  const earlier = before.flat();
  return now.flat().map((json, i) => parseMemory(json ?? earlier[i] ?? undefined));
}
