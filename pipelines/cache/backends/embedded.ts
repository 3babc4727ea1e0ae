import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheKind } from '../kinds.js';
import { type Backend, countSize, type KindSize } from './backend.js';
import { drop, evict } from './embedded-eviction.js';
import { createEmbeddedLocks } from './embedded-locks.js';
import { encodeInfo, infoOf, listInfos, readInfo, readTotal, writeTotal } from './embedded-infos.js';
import { openTables, type Tables } from './embedded-tables.js';
import { findLmdbDamage } from './lmdb-check.js';
import { dropLmdb, prepareLmdb } from './lmdb-opening.js';
import { parseMemory } from './subject-memory.js';
import { inTurn } from './turn.js';

export interface EmbeddedOptions {
  readonly directory: string;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly onDamage: (detail: string) => void;
}

/** Named while somebody writes. LMDB's own lock would be waited for without end. */
const WRITING = 'writing';
/** What a transaction takes on a busy machine, and more. */
const TURN_MS = 1000;
const FULL_BELOW_BYTES = 16 * 1024 * 1024;
/** A hit renews the recorded last access only when that is older than this. */
const ACCESS_GRAIN_MS = 60_000;

/**
 * Values in an lmdb file, shared by the threads and processes of one machine. Bytes are counted and last
 * accesses kept beside the values; eviction happens in the transaction that passes the limit.
 * Durable against the end of a process, not against the end of the machine: it is a cache.
 */
export async function openEmbeddedBackend(options: EmbeddedOptions): Promise<Backend> {
  const { maxBytes, now } = options;
  const opening = await prepareLmdb(options.directory, randomUUID());
  if (opening.damage !== undefined) options.onDamage(opening.damage);
  const inOurTurn = <T>(action: () => T): T => inTurn(join(options.directory, WRITING), TURN_MS, action);
  let tables: Tables;
  try {
    tables = inOurTurn(() => openTables(opening.path, maxBytes));
  } catch (error) {
    opening.release();
    throw error;
  }
  const accessed = new Set<string>();

  const transact = <T>(action: () => T): T => inOurTurn(() => tables.root.transactionSync(action) as T);
  /** lmdb calls a full disk an input/output error; the free space tells. */
  const transactOrSayFull = <T>(action: () => T): T => {
    try {
      return transact(action);
    } catch (error) {
      const { bavail, bsize } = statfsSync(options.directory);
      if (bavail * bsize > FULL_BELOW_BYTES) throw error;
      throw new Error(`ENOSPC: no space left for the cache in ${options.directory}`, { cause: error });
    }
  };
  const recordAccesses = (): void => {
    const time = now();
    transact(() => {
      for (const id of accessed) {
        const info = readInfo(tables, id);
        if (info !== undefined && time - info.lastAccess > ACCESS_GRAIN_MS) {
          void tables.infos.put(id, encodeInfo({ ...info, lastAccess: time }));
        }
      }
    });
    accessed.clear();
  };
  const trim = (): number => transact(() => evict(tables, maxBytes, now()));

  return {
    tier: 'embedded',
    isVolatile: true,
    read: async (kind, keys, visit) => {
      for (let i = 0; i < keys.length; i++) {
        const start = performance.now();
        const id = `${kind}:${keys[i]}`;
        const shared = tables.values.getBinaryFast(id);
        if (shared === undefined) {
          visit(i, undefined, (performance.now() - start) * 1000);
          continue;
        }
        accessed.add(id);
        const view = new Uint8Array(shared.buffer, shared.byteOffset, shared.length);
        const bytes = view.byteOffset % 8 === 0 ? view : new Uint8Array(view);
        visit(i, bytes, (performance.now() - start) * 1000);
      }
    },
    write: async (kind, entries) => {
      const total = transactOrSayFull(() => {
        let added = 0;
        for (const entry of entries) {
          const id = `${kind}:${entry.key}`;
          added += entry.bytes.length - drop(tables, id);
          void tables.values.put(id, entry.bytes);
          void tables.infos.put(id, encodeInfo(infoOf(kind, entry)));
          void tables.memories.put(`${kind}:${entry.subject}`, JSON.stringify(entry.memory));
        }
        const held = readTotal(tables) + added;
        writeTotal(tables, held);
        return held;
      });
      if (total > maxBytes) trim();
    },
    remove: async (kind, keys) => {
      transact(() => {
        let freed = 0;
        for (const key of keys) freed += drop(tables, `${kind}:${key}`);
        writeTotal(tables, readTotal(tables) - freed);
      });
    },
    discard: async (kind, keys) => {
      const damage = transact(() => {
        const found = findLmdbDamage(opening.path, true);
        if (found === undefined) for (const key of keys) drop(tables, `${kind}:${key}`);
        return found;
      });
      if (damage === undefined) return undefined;
      await tables.root.close();
      dropLmdb(opening.path);
      tables = inOurTurn(() => openTables(opening.path, maxBytes));
      return damage;
    },
    recall: async (kind, subjects) =>
      subjects.map((subject) => parseMemory(tables.memories.get(`${kind}:${subject}`))),
    ...createEmbeddedLocks(() => tables, transactOrSayFull, now),
    async *list(only) {
      for (const info of listInfos(tables, only)) yield info;
    },
    measure: async () => {
      const sizes = new Map<CacheKind, KindSize>();
      for (const info of listInfos(tables)) countSize(sizes, info);
      return [...sizes.values()];
    },
    trim: async () => trim(),
    close: async () => {
      try {
        if (accessed.size > 0) recordAccesses();
      } finally {
        await tables.root.close();
        opening.release();
      }
    },
  };
}
