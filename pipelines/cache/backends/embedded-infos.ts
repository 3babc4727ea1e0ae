import { CACHE_KINDS, type CacheKind, isCacheKind } from '../kinds.js';
import type { StoredEntry, StoredInfo } from './backend.js';
import type { Tables } from './embedded-tables.js';

const INFO_BYTES = 40;
const TOTAL = '#bytes';
const text = new TextEncoder();
const utf8 = new TextDecoder();

/** What is written beside a value that is stored now. */
export function infoOf(kind: CacheKind, entry: StoredEntry): StoredInfo {
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

/**
 * Bytes, createdAt, expiresAt, lastAccess and costMs as f64 in the machine's order, then the subject. Kind and
 * key stand in the key of the row.
 */
export function encodeInfo(info: StoredInfo): Uint8Array {
  const subject = text.encode(info.subject);
  const bytes = new Uint8Array(INFO_BYTES + subject.length);
  const numbers = [info.bytes, info.createdAt, info.expiresAt, info.lastAccess, info.costMs];
  bytes.set(new Uint8Array(new Float64Array(numbers).buffer));
  bytes.set(subject, INFO_BYTES);
  return bytes;
}

/** What is known of a value; undefined where there is none. */
export function readInfo(tables: Tables, id: string): StoredInfo | undefined {
  const bytes = tables.infos.getBinary(id);
  return bytes === undefined ? undefined : decodeInfo(id, bytes);
}

/** All that is stored, of one kind or of every one. */
export function* listInfos(tables: Tables, only?: CacheKind): Generator<StoredInfo> {
  for (const kind of only === undefined ? CACHE_KINDS : [only]) {
    for (const { key, value } of tables.infos.getRange({ start: `${kind}:`, end: `${kind};` })) {
      const info = decodeInfo(key, value);
      if (info !== undefined) yield info;
    }
  }
}

/** The bytes of all values, as counted when they were written and removed. */
export function readTotal(tables: Tables): number {
  const bytes = tables.infos.getBinary(TOTAL);
  return bytes === undefined || bytes.length < 8
    ? 0
    : new Float64Array(new Uint8Array(bytes.subarray(0, 8)).buffer)[0];
}

/** Within a transaction. */
export function writeTotal(tables: Tables, total: number): void {
  void tables.infos.put(TOTAL, new Uint8Array(new Float64Array([total]).buffer));
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
