import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { claimPages, type LmdbFile, PAGE_HEADER } from './lmdb-page.js';
import { findTreeDamage } from './lmdb-tree.js';

const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const RECORD_BYTES = 48;
/** Free pages at the end need not be in the file; more than this many are none. */
const MOST_MISSING_PAGES = 2 ** 20;

/**
 * Why an lmdb file must not be opened, or undefined when its trees and its list of free pages are sound. LMDB
 * trusts its file: a damaged page ends the whole process with a signal, which no catch can hold, so all is walked
 * here first. Values are not read; each carries its own checksum. Nothing may be writing to the file meanwhile.
 * @param isDeep also looks at the first page of every large value.
 * @throws a system error when the file cannot be read: it may be sound, and somebody else's.
 */
export function findLmdbDamage(path: string, isDeep: boolean): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return findDamage(descriptor, isDeep);
  } finally {
    closeSync(descriptor);
  }
}

function findDamage(descriptor: number, isDeep: boolean): string | undefined {
  const size = fstatSync(descriptor).size;
  if (size === 0) return undefined;
  const first = readMeta(descriptor, 0);
  const pageSize = first?.pageSize ?? 0;
  if (first === undefined || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) {
    return 'no lmdb header';
  }
  const second = readMeta(descriptor, pageSize);
  if (second === undefined || second.pageSize !== pageSize) return 'the second header is damaged';
  const meta = second.transaction > first.transaction ? second : first;
  const pages = Math.ceil(size / pageSize);
  if (meta.lastPage < 1 || meta.lastPage > pages + MOST_MISSING_PAGES) return 'the header counts other pages';
  const { lastPage, transaction } = meta;
  const seen = new Uint8Array(lastPage + 1);
  const file: LmdbFile = { descriptor, pageSize, lastPage, transaction, isDeep, seen };
  return (
    findTreeDamage(file, meta.main) ?? findTreeDamage(file, meta.free, (list) => claimFreePages(file, list))
  );
}

function readMeta(descriptor: number, at: number) {
  const bytes = Buffer.alloc(PAGE_HEADER + 144);
  if (readSync(descriptor, bytes, 0, bytes.length, at) < bytes.length) return undefined;
  const meta = bytes.subarray(PAGE_HEADER);
  if (meta.readUInt32LE(0) !== MAGIC || (meta.readUInt32LE(4) & 0xffff) !== DATA_VERSION) return undefined;
  const afterRecords = 24 + 2 * RECORD_BYTES;
  return {
    // The record of the free pages has the size of a page where others have padding.
    pageSize: meta.readUInt32LE(24),
    free: meta.subarray(24, 24 + RECORD_BYTES),
    main: meta.subarray(24 + RECORD_BYTES, afterRecords),
    lastPage: Number(meta.readBigUInt64LE(afterRecords)),
    transaction: meta.readBigUInt64LE(afterRecords + 8),
  };
}

/**
 * A list of free pages is its length, then 64-bit entries: a page; minus the length of a run, then its first page;
 * or zero, a gap. A page that is in use must not be on it.
 */
function claimFreePages(file: LmdbFile, list: Buffer): string | undefined {
  const length = list.length < 8 ? -1 : Number(list.readBigInt64LE(0));
  if (length < 0 || 8 * (length + 1) > list.length) return 'the list of free pages is cut off';
  for (let i = 1; i <= length; i++) {
    const entry = Number(list.readBigInt64LE(8 * i));
    if (entry === 0) continue;
    if (entry < 0) i += 1;
    if (i > length) return 'the list of free pages ends in a run';
    const first = Number(list.readBigInt64LE(8 * i));
    const claimed = claimPages(file, first, entry < 0 ? -entry : 1);
    if (claimed !== undefined) return `free pages: ${claimed}`;
  }
  return undefined;
}
