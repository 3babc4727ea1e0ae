import { type Arena, createArena } from './arena.js';
import type { StoredEntry } from './backends/backend.js';
import { type CacheParts, toItem } from './cache-parts.js';
import { encodeValue, readValue } from './codec.js';
import { ttlOf } from './config.js';
import { type CacheKind, KIND_LIMITS } from './kinds.js';
import type { CacheEntry } from './value.js';

/** Entries written between two breaths of the event loop: few enough that their memory is used again while it is near. */
const BATCH = 64;

/**
 * Encodes values and writes them in one batch; trouble with the store is an event.
 * @param arena where they are encoded; without one each has memory of its own and stays at hand in this process.
 * Where the store takes nothing for a while, what would only be copied for it is not.
 * @returns whether the arena is free again: a write that was given up may still be reading from it.
 */
export async function storeValues(
  parts: CacheParts,
  kind: CacheKind,
  entries: readonly CacheEntry[],
  arena?: Arena,
): Promise<boolean> {
  const { backend, storing, isTaking } = parts;
  if (backend === undefined) return true;
  if (arena !== undefined && !isTaking()) {
    for (const entry of entries) passOver(parts, kind, entry);
    return true;
  }
  const at = parts.context.now();
  const stored: StoredEntry[] = [];
  for (const entry of entries) {
    const encoded = encode(parts, kind, entry, at, arena);
    if (encoded !== undefined) stored.push(encoded);
  }
  const written = await storing(async () => {
    if (stored.length > 0) await backend.write(kind, stored);
    return true;
  });
  return written ?? false;
}

/** A queue of values that are written one batch after another, when nothing more urgent is to be done. */
export interface WriteQueue {
  add(kind: CacheKind, entries: readonly CacheEntry[]): void;
  /** Settles when all that was added has been written or given up. */
  written(): Promise<void>;
}

export function createWriteQueue(parts: CacheParts): WriteQueue {
  const isCopied = parts.tier !== 'memory';
  let arena = isCopied ? createArena() : undefined;
  let writing: Promise<void> = Promise.resolve();
  return {
    add(kind, entries) {
      for (let from = 0; from < entries.length; from += BATCH) {
        const batch = entries.slice(from, from + BATCH);
        writing = writeAfter(writing, kind, batch);
      }
    },
    written: () => writing,
  };

  async function writeAfter(
    before: Promise<void>,
    kind: CacheKind,
    batch: readonly CacheEntry[],
  ): Promise<void> {
    await before;
    await new Promise((resolve) => setImmediate(resolve));
    const isFree = await storeValues(parts, kind, batch, arena);
    if (isFree) arena?.clear();
    else if (isCopied) arena = createArena();
  }
}

/** Accounts for a value that nobody keeps. */
function passOver({ counters, front, trace }: CacheParts, kind: CacheKind, entry: CacheEntry): void {
  const { key } = toItem(entry);
  const { costMs = 0, spentMs = costMs, value } = entry;
  const bytes = Object.values(value.columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
  counters.of(kind).spentMs += spentMs;
  trace.stored(kind, key, bytes, spentMs);
  front.delete(`${kind}:${key}`);
}

function encode(
  { config, context, counters, front, trace, lastCause }: CacheParts,
  kind: CacheKind,
  entry: CacheEntry,
  at: number,
  arena: Arena | undefined,
): StoredEntry | undefined {
  const { key } = toItem(entry);
  const subject = entry.subject ?? key;
  const { costMs = 0, spentMs = costMs } = entry;
  const header = { kind, key, subject, createdAt: at, expiresAt: at + ttlOf(config, kind), costMs };
  const bytes = encodeValue(header, entry.value, arena?.room);
  const stats = counters.of(kind);
  stats.spentMs += spentMs;
  trace.stored(kind, key, bytes.length, spentMs);
  if (bytes.length > KIND_LIMITS[kind].maxValueBytes) return undefined;
  stats.bytesWritten += bytes.length;
  const decoded = arena === undefined ? readValue(bytes, { isTrusted: true }) : undefined;
  // Whoever reads the key next finds this value, not a former one that is still at hand.
  if (decoded === undefined) front.delete(`${kind}:${key}`);
  else front.set(`${kind}:${key}`, { ...decoded, bytes: bytes.length });
  const memory = {
    key,
    storedAt: at,
    expiresAt: header.expiresAt,
    codeVersion: context.codeVersion,
    cause: lastCause.get(`${kind}:${key}`),
  };
  return { ...header, bytes, memory };
}
