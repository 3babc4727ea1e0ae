import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Layout of lmdb 3 (LMDB 0.9.90, data version 2): a page begins with number u64, txn u64, pad, flags, lower, upper u16. */
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const PAGE_HEADER = 24;
const NODE_HEADER = 8;
const BRANCH = 1;
const LEAF = 2;
const OVERFLOW = 4;
const BIG_DATA = 1;
const SUB_DATABASE = 2;
const DB_RECORD_BYTES = 48;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

interface LmdbFile {
  readonly descriptor: number;
  readonly pageSize: number;
  readonly lastPage: number;
  readonly isDeep: boolean;
  readonly seen: Set<number>;
}

/**
 * Why an lmdb file must not be opened, or undefined when its trees are sound. LMDB trusts its file: a damaged
 * page ends the whole process with a signal, which no catch can hold, so the trees are walked here first.
 * Values are not read; each carries its own checksum. Nothing may be writing to the file meanwhile.
 * @param isDeep also looks at the header page of every large value.
 */
export function findLmdbDamage(path: string, isDeep: boolean): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : String(error);
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
  const metas = [0, 1].map((page) => readMeta(descriptor, page));
  const pageSize = metas[0]?.pageSize ?? 0;
  if (metas[0] === undefined || pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) return 'no lmdb header';
  const second = readMeta(descriptor, 1, pageSize);
  if (second === undefined || second.pageSize !== pageSize) return 'the second header is damaged';
  const meta = second.transaction > metas[0].transaction ? second : metas[0];
  // The file may be shorter than its last page says, where the final pages are free ones.
  const lastPage = Math.min(meta.lastPage, Math.ceil(size / pageSize) - 1);
  const file: LmdbFile = { descriptor, pageSize, lastPage, isDeep, seen: new Set([0, 1]) };
  return walk(file, meta.freeRoot, 0) ?? walk(file, meta.mainRoot, 0);
}

function readMeta(descriptor: number, page: number, pageSize = 4096) {
  const bytes = Buffer.alloc(PAGE_HEADER + 144);
  if (readSync(descriptor, bytes, 0, bytes.length, page * pageSize) < bytes.length) return undefined;
  const at = PAGE_HEADER;
  if (bytes.readUInt32LE(at) !== MAGIC || (bytes.readUInt32LE(at + 4) & 0xffff) !== DATA_VERSION)
    return undefined;
  const firstRecord = at + 24;
  return {
    pageSize: bytes.readUInt32LE(firstRecord),
    freeRoot: bytes.readBigUInt64LE(firstRecord + 40),
    mainRoot: bytes.readBigUInt64LE(firstRecord + DB_RECORD_BYTES + 40),
    lastPage: Number(bytes.readBigUInt64LE(firstRecord + 2 * DB_RECORD_BYTES)),
    transaction: bytes.readBigUInt64LE(firstRecord + 2 * DB_RECORD_BYTES + 8),
  };
}

/** Walks the tree under a page, every page of which must be met once, inside the file, and well formed. */
function walk(file: LmdbFile, root: bigint, depth: number): string | undefined {
  if (root === NO_PAGE) return undefined;
  const number = Number(root);
  if (number < 2 || number > file.lastPage) return `a page number is outside the file (${root})`;
  if (file.seen.has(number)) return `page ${number} is used twice`;
  if (depth > 32) return 'a tree is too deep';
  file.seen.add(number);
  const page = Buffer.allocUnsafe(file.pageSize);
  if (readSync(file.descriptor, page, 0, page.length, number * file.pageSize) < page.length) {
    return `page ${number} is cut off`;
  }
  const flags = page.readUInt16LE(18) & (BRANCH | LEAF | OVERFLOW);
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  if (Number(page.readBigUInt64LE(0)) !== number) return `page ${number} says it is another`;
  if ((flags !== BRANCH && flags !== LEAF) || lower > upper || upper > file.pageSize - PAGE_HEADER) {
    return `page ${number} is not a tree page`;
  }
  for (let i = 0; i < lower >> 1; i++) {
    const at = PAGE_HEADER + page.readUInt16LE(PAGE_HEADER + 2 * i);
    if (at + NODE_HEADER > page.length) return `page ${number} points outside itself`;
    const damage = flags === BRANCH ? checkBranch(file, page, at, depth) : checkLeaf(file, page, at, depth);
    if (damage !== undefined) return damage;
  }
  return undefined;
}

function checkBranch(file: LmdbFile, page: Buffer, at: number, depth: number): string | undefined {
  const child = page.readUInt32LE(at) + page.readUInt16LE(at + 4) * 2 ** 32;
  if (at + NODE_HEADER + page.readUInt16LE(at + 6) > page.length) return 'a key runs off its page';
  return walk(file, BigInt(child), depth + 1);
}

function checkLeaf(file: LmdbFile, page: Buffer, at: number, depth: number): string | undefined {
  const dataBytes = page.readUInt32LE(at);
  const flags = page.readUInt16LE(at + 4);
  const data = at + NODE_HEADER + page.readUInt16LE(at + 6);
  if ((flags & BIG_DATA) !== 0) {
    if (data + 8 > page.length) return 'a large value has no page number';
    return checkOverflow(file, Number(page.readBigUInt64LE(data)), dataBytes);
  }
  if (data + dataBytes > page.length) return 'a value runs off its page';
  if ((flags & SUB_DATABASE) === 0) return undefined;
  if (dataBytes < DB_RECORD_BYTES) return 'a table has no record';
  return walk(file, page.readBigUInt64LE(data + 40), depth + 1);
}

function checkOverflow(file: LmdbFile, first: number, dataBytes: number): string | undefined {
  const pages = Math.floor((PAGE_HEADER - 1 + dataBytes) / file.pageSize) + 1;
  if (first < 2 || first + pages - 1 > file.lastPage) return 'a large value lies outside the file';
  if (!file.isDeep) return undefined;
  const header = Buffer.alloc(PAGE_HEADER);
  readSync(file.descriptor, header, 0, PAGE_HEADER, first * file.pageSize);
  const isSound =
    Number(header.readBigUInt64LE(0)) === first &&
    (header.readUInt16LE(18) & OVERFLOW) !== 0 &&
    header.readUInt32LE(20) === pages;
  return isSound ? undefined : `page ${first} does not begin a large value`;
}
