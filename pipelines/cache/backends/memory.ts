import { CACHE_KINDS, type CacheKind } from '../kinds.js';
import { isAlive } from '../value-life.js';
import {
  type Backend,
  countSize,
  type KindSize,
  type StoredEntry,
  type StoredInfo,
  type SubjectMemory,
} from './backend.js';

/** Subjects remembered after their values have gone; past it the oldest is forgotten. */
const MAX_SUBJECTS = 200_000;

/** Least-recently-used values of this process, bounded by bytes. Ends with the process. */
export function openMemoryBackend(maxBytes: number, now: () => number): Backend {
  const values = new Map<string, StoredInfo & { readonly stored: Uint8Array; lastAccess: number }>();
  const subjects = new Map<string, SubjectMemory>();
  let total = 0;

  const drop = (id: string): number => {
    const found = values.get(id);
    if (found === undefined) return 0;
    values.delete(id);
    total -= found.bytes;
    return found.bytes;
  };
  const trim = (): number => {
    const before = total;
    if (total > maxBytes) {
      const time = now();
      for (const [id, info] of values) if (!isAlive(info, time)) drop(id);
    }
    for (const id of values.keys()) {
      if (total <= maxBytes) break;
      drop(id);
    }
    return before - total;
  };
  const keep = (kind: CacheKind, entry: StoredEntry): void => {
    const id = `${kind}:${entry.key}`;
    drop(id);
    subjects.set(`${kind}:${entry.subject}`, entry.memory);
    if (subjects.size > MAX_SUBJECTS) subjects.delete(subjects.keys().next().value ?? '');
    const { key, subject, bytes, createdAt, expiresAt, costMs } = entry;
    values.set(id, {
      kind,
      key,
      subject,
      bytes: bytes.length,
      createdAt,
      expiresAt,
      costMs,
      lastAccess: createdAt,
      stored: bytes,
    });
    total += bytes.length;
  };

  return {
    tier: 'memory',
    isVolatile: false,
    read: async (kind, keys, visit) => {
      const time = now();
      for (let i = 0; i < keys.length; i++) {
        const start = performance.now();
        const id = `${kind}:${keys[i]}`;
        const found = values.get(id);
        if (found !== undefined) {
          values.delete(id);
          found.lastAccess = time;
          values.set(id, found);
        }
        visit(i, found?.stored, (performance.now() - start) * 1000);
      }
    },
    write: async (kind, entries) => {
      for (const entry of entries) keep(kind, entry);
      trim();
    },
    remove: async (kind, keys) => {
      for (const key of keys) drop(`${kind}:${key}`);
    },
    discard: async (kind, keys) => {
      for (const key of keys) drop(`${kind}:${key}`);
      return undefined;
    },
    recall: async (kind, names) => names.map((subject) => subjects.get(`${kind}:${subject}`)),
    // Nobody shares it, and equal keys of one process are computed once as it is.
    lock: async (_, keys) => keys.map(() => true),
    unlock: async () => undefined,
    beat: async () => undefined,
    async *list(only) {
      for (const kind of CACHE_KINDS) {
        if (only !== undefined && only !== kind) continue;
        for (const info of values.values()) if (info.kind === kind) yield info;
      }
    },
    measure: async () => {
      const sizes = new Map<CacheKind, KindSize>();
      for (const info of values.values()) countSize(sizes, info);
      return [...sizes.values()];
    },
    trim: async () => trim(),
    close: async () => {
      values.clear();
      subjects.clear();
      total = 0;
    },
  };
}
