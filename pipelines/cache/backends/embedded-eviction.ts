import { isAlive } from '../value-life.js';
import type { StoredInfo } from './backend.js';
import { listInfos, readInfo, readTotal, writeTotal } from './embedded-infos.js';
import type { Tables } from './embedded-tables.js';
import { MEMORY_LIFE_MS, parseMemory } from './subject-memory.js';

/** Eviction goes this far below the limit, so that it comes in batches. */
const LOW_WATER = 0.8;

/** Removes one value, within a transaction. @returns the bytes it had; 0 where it was not there. */
export function drop(tables: Tables, id: string): number {
  const info = readInfo(tables, id);
  if (info === undefined) return 0;
  void tables.values.remove(id);
  void tables.infos.remove(id);
  return info.bytes;
}

/**
 * Where more than `limit` bytes are held, removes expired and then least recently used values, and what is
 * remembered of subjects for too long. Within a transaction.
 * @returns the bytes freed.
 */
export function evict(tables: Tables, limit: number, time: number): number {
  const total = readTotal(tables);
  if (total <= limit) return 0;
  const infos = [...listInfos(tables)];
  const order = (info: StoredInfo): number => (isAlive(info, time) ? info.lastAccess : -1);
  infos.sort((a, b) => order(a) - order(b));
  // The counter is only a hint of when to look; what is found is the truth.
  let held = infos.reduce((sum, info) => sum + info.bytes, 0);
  for (const info of infos) {
    if (held <= limit * LOW_WATER) break;
    held -= drop(tables, `${info.kind}:${info.key}`);
  }
  writeTotal(tables, held);
  forgetOldMemories(tables, time);
  return Math.max(0, total - held);
}

function forgetOldMemories(tables: Tables, time: number): void {
  for (const { key, value } of tables.memories.getRange({})) {
    const memory = parseMemory(value);
    if (memory === undefined || time - memory.storedAt > MEMORY_LIFE_MS) void tables.memories.remove(key);
  }
}
