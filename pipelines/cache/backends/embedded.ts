import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { type Database, open, type RootDatabase } from 'lmdb';
import { CACHE_KINDS, type CacheKind, isCacheKind } from '../kinds.js';
import type { Backend, StoredEntry, StoredInfo, SubjectMemory } from './backend.js';
import { findLmdbDamage } from './lmdb-check.js';
import { dropLmdb, prepareLmdb } from './lmdb-opening.js';

export interface EmbeddedOptions {
  readonly directory: string;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly onDamage: (detail: string) => void;
}

interface Tables {
  readonly root: RootDatabase<Uint8Array, string>;
  readonly values: Database<Uint8Array, string>;
  readonly infos: Database<Uint8Array, string>;
  readonly memories: Database<string, string>;
  readonly locks: Database<string, string>;
}

const INFO_BYTES = 40;
const TOTAL = '#bytes';
/** Eviction goes this far below the limit, so that it comes in batches. */
const LOW_WATER = 0.8;
const FULL_BELOW_BYTES = 16 * 1024 * 1024;
/** A hit renews the recorded last access only when that is older than this. */
const ACCESS_GRAIN_MS = 60_000;
const MEMORY_LIFE_MS = 60 * 86_400_000;
const text = new TextEncoder();
const utf8 = new TextDecoder();

/**
 * Values in an lmdb file, shared by the threads and processes of one machine. Bytes are counted and last
 * accesses kept beside the values; eviction happens in the transaction that passes the limit.
 * Durable against the end of a process, not against the end of the machine: it is a cache.
 */
export async function openEmbeddedBackend(options: EmbeddedOptions): Promise<Backend> {
  const { maxBytes, now } = options;
  const opening = await prepareLmdb(options.directory, randomUUID());
  if (opening.damage !== undefined) options.onDamage(opening.damage);
  let tables: Tables;
  try {
    tables = openTables(opening.path);
  } catch (error) {
    opening.release();
    throw error;
  }
  const accessed = new Set<string>();

  const transact = <T>(action: () => T): T => tables.root.transactionSync(action) as T;
  /** lmdb calls a full disk an input/output error; the free space tells. */
  const transactOrSayFull = (action: () => number): number => {
    try {
      return transact(action);
    } catch (error) {
      const { bavail, bsize } = statfsSync(options.directory);
      if (bavail * bsize > FULL_BELOW_BYTES) throw error;
      throw new Error(`ENOSPC: no space left for the cache in ${options.directory}`, { cause: error });
    }
  };
  const drop = (id: string): number => {
    const info = readInfo(tables, id);
    if (info === undefined) return 0;
    void tables.values.remove(id);
    void tables.infos.remove(id);
    return info.bytes;
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
  const trim = (limit: number): number =>
    transact(() => {
      const total = readTotal(tables);
      if (total <= limit) return 0;
      const time = now();
      const infos = [...listInfos(tables)];
      const order = (info: StoredInfo): number => (info.expiresAt <= time ? -1 : info.lastAccess);
      infos.sort((a, b) => order(a) - order(b));
      // The counter is only a hint of when to look; what is found is the truth.
      let held = infos.reduce((sum, info) => sum + info.bytes, 0);
      for (const info of infos) {
        if (held <= limit * LOW_WATER) break;
        held -= drop(`${info.kind}:${info.key}`);
      }
      writeTotal(tables, held);
      forgetOldMemories(tables, time);
      return Math.max(0, total - held);
    });

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
          added += entry.bytes.length - drop(id);
          void tables.values.put(id, entry.bytes);
          void tables.infos.put(id, encodeInfo(infoOf(kind, entry)));
          void tables.memories.put(`${kind}:${entry.subject}`, JSON.stringify(entry.memory));
        }
        const held = readTotal(tables) + added;
        writeTotal(tables, held);
        return held;
      });
      if (total > maxBytes) trim(maxBytes);
    },
    remove: async (kind, keys) => {
      transact(() => {
        let freed = 0;
        for (const key of keys) freed += drop(`${kind}:${key}`);
        writeTotal(tables, readTotal(tables) - freed);
      });
    },
    discard: async (kind, keys) => {
      const damage = transact(() => {
        const found = findLmdbDamage(opening.path, true);
        if (found === undefined) for (const key of keys) drop(`${kind}:${key}`);
        return found;
      });
      if (damage === undefined) return undefined;
      await tables.root.close();
      dropLmdb(opening.path);
      tables = openTables(opening.path);
      return damage;
    },
    recall: async (kind, subjects) =>
      subjects.map((subject) => parseMemory(tables.memories.get(`${kind}:${subject}`))),
    lock: async (kind, keys, owner, lockMs) =>
      transact(() => {
        const time = now();
        return keys.map((key) => {
          const [holder, until] = (tables.locks.get(`${kind}:${key}`) ?? ' 0').split(' ');
          if (holder !== owner && Number(until) > time) return false;
          void tables.locks.put(`${kind}:${key}`, `${owner} ${time + lockMs}`);
          return true;
        });
      }),
    unlock: async (kind, keys, owner) => {
      transact(() => {
        for (const key of keys) {
          const id = `${kind}:${key}`;
          if (tables.locks.get(id)?.startsWith(`${owner} `)) void tables.locks.remove(id);
        }
      });
    },
    async *list(only) {
      for (const info of listInfos(tables, only)) yield info;
    },
    trim: async () => trim(maxBytes),
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

function openTables(path: string): Tables {
  const root = open<Uint8Array, string>({
    path,
    noSubdir: true,
    encoding: 'binary',
    maxDbs: 8,
    noSync: true,
    overlappingSync: false,
  });
  return {
    root,
    values: root.openDB<Uint8Array, string>({ name: 'values', encoding: 'binary' }),
    infos: root.openDB<Uint8Array, string>({ name: 'infos', encoding: 'binary' }),
    memories: root.openDB<string, string>({ name: 'memories', encoding: 'string' }),
    locks: root.openDB<string, string>({ name: 'locks', encoding: 'string' }),
  };
}

function infoOf(kind: CacheKind, entry: StoredEntry): StoredInfo {
  const { key, subject, createdAt, expiresAt, costMs } = entry;
  return {
    kind,
    key,
    subject,
    bytes: entry.bytes.length,
    createdAt,
    expiresAt,
    lastAccess: createdAt,
    costMs,
  };
}

function encodeInfo(info: StoredInfo): Uint8Array {
  const subject = text.encode(info.subject);
  const bytes = new Uint8Array(INFO_BYTES + subject.length);
  const numbers = [info.bytes, info.createdAt, info.expiresAt, info.lastAccess, info.costMs];
  bytes.set(new Uint8Array(new Float64Array(numbers).buffer));
  bytes.set(subject, INFO_BYTES);
  return bytes;
}

function readInfo(tables: Tables, id: string): StoredInfo | undefined {
  const bytes = tables.infos.getBinary(id);
  return bytes === undefined ? undefined : decodeInfo(id, bytes);
}

function decodeInfo(id: string, bytes: Uint8Array): StoredInfo | undefined {
  const kind = id.slice(0, id.indexOf(':'));
  if (!isCacheKind(kind) || bytes.length < INFO_BYTES) return undefined;
  const numbers = new Float64Array(new Uint8Array(bytes.subarray(0, INFO_BYTES)).buffer);
  return {
    kind,
    key: id.slice(kind.length + 1),
    subject: utf8.decode(bytes.subarray(INFO_BYTES)),
    bytes: numbers[0],
    createdAt: numbers[1],
    expiresAt: numbers[2],
    lastAccess: numbers[3],
    costMs: numbers[4],
  };
}

function* listInfos(tables: Tables, only?: CacheKind): Generator<StoredInfo> {
  for (const kind of only === undefined ? CACHE_KINDS : [only]) {
    for (const { key, value } of tables.infos.getRange({ start: `${kind}:`, end: `${kind};` })) {
      const info = decodeInfo(key, value);
      if (info !== undefined) yield info;
    }
  }
}

function readTotal(tables: Tables): number {
  const bytes = tables.infos.getBinary(TOTAL);
  return bytes === undefined || bytes.length < 8
    ? 0
    : new Float64Array(new Uint8Array(bytes.subarray(0, 8)).buffer)[0];
}

function writeTotal(tables: Tables, total: number): void {
  void tables.infos.put(TOTAL, new Uint8Array(new Float64Array([total]).buffer));
}

function parseMemory(json: string | undefined): SubjectMemory | undefined {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json) as SubjectMemory;
  } catch {
    // Written by another version, or damaged: as good as unknown, and it explains nothing but itself.
    return undefined;
  }
}

function forgetOldMemories(tables: Tables, time: number): void {
  for (const { key, value } of tables.memories.getRange({})) {
    const memory = parseMemory(value);
    if (memory === undefined || time - memory.storedAt > MEMORY_LIFE_MS) void tables.memories.remove(key);
  }
}
