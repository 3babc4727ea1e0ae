import {
  BIG_DATA,
  BRANCH,
  claimPages,
  LEAF,
  type LmdbFile,
  NO_PAGE,
  NODE_HEADER,
  OVERFLOW,
  PAGE_HEADER,
  pagesOf,
  readPage,
  SUB_DATABASE,
} from './lmdb-page.js';

/** Of a tree's record: flags u16 at 4, depth u16 at 6, then u64 each: branch, leaf, overflow pages, entries, root. */
const RECORD_BYTES = 48;
/** Of a large value's place: first page, txn, number of pages, u64 each. */
const OVERFLOW_RECORD = 24;
/** Several values to a key, which no table of ours has: 4, 16, 32, 64. */
const DUPLICATES = 0x74;

interface Counts {
  branchPages: number;
  leafPages: number;
  overflowPages: number;
  entries: number;
}

/** Told of each small value of a tree, or of the page where a large one begins. */
type VisitLeaf = (value: Buffer) => string | undefined;

interface Walk {
  readonly file: LmdbFile;
  readonly depth: number;
  readonly counts: Counts;
  readonly visit: VisitLeaf | undefined;
}

/**
 * Walks the tree of a record, every page of which must be met once, inside the file, and filled as LMDB fills it,
 * and which must have as many pages and entries as its record says.
 * @returns what is wrong, or undefined.
 */
export function findTreeDamage(file: LmdbFile, record: Buffer, visit?: VisitLeaf): string | undefined {
  const root = record.readBigUInt64LE(40);
  const depth = record.readUInt16LE(6);
  if ((record.readUInt16LE(4) & DUPLICATES) !== 0) return 'a table has flags that none of ours has';
  const counts: Counts = { branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
  if (root !== NO_PAGE || depth > 0) {
    if (depth < 1 || depth > 32) return `a tree is ${depth} pages deep`;
    const damage = walk({ file, depth, counts, visit }, Number(root), 1);
    if (damage !== undefined) return damage;
  }
  const said = [8, 16, 24, 32].map((at) => Number(record.readBigUInt64LE(at)));
  const { branchPages, leafPages, overflowPages, entries } = counts;
  const found = [branchPages, leafPages, overflowPages, entries];
  return found.every((count, i) => count === said[i]) ? undefined : 'a tree has lost pages or entries';
}

function walk(tree: Walk, number: number, level: number): string | undefined {
  const { file, depth, counts } = tree;
  const claimed = claimPages(file, number, 1);
  if (claimed !== undefined) return claimed;
  const page = readPage(file, number);
  if (typeof page === 'string') return page;
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  const isLeaf = level === depth;
  const isOrdered = lower % 2 === 0 && lower > 0 && lower <= upper && upper <= page.length - PAGE_HEADER;
  if (page.readUInt16LE(18) !== (isLeaf ? LEAF : BRANCH) || !isOrdered) {
    return `page ${number} is not a page of its tree`;
  }
  if (isLeaf) counts.leafPages += 1;
  else counts.branchPages += 1;
  let filled = 0;
  for (let i = 0; i < lower >> 1; i++) {
    const offset = page.readUInt16LE(PAGE_HEADER + 2 * i);
    const at = PAGE_HEADER + offset;
    if (offset < upper || at + NODE_HEADER > page.length) return `page ${number} points outside itself`;
    const bytes = nodeBytes(page, at, isLeaf);
    if (at + bytes > page.length) return `an entry runs off page ${number}`;
    filled += (bytes + 1) & ~1;
    const damage = isLeaf
      ? checkLeaf(tree, page, at)
      : walk(tree, page.readUInt32LE(at) + page.readUInt16LE(at + 4) * 2 ** 32, level + 1);
    if (damage !== undefined) return damage;
  }
  return filled === page.length - PAGE_HEADER - upper ? undefined : `the entries of page ${number} overlap`;
}

function nodeBytes(page: Buffer, at: number, isLeaf: boolean): number {
  const withKey = NODE_HEADER + page.readUInt16LE(at + 6);
  if (!isLeaf) return withKey;
  return withKey + ((page.readUInt16LE(at + 4) & BIG_DATA) !== 0 ? OVERFLOW_RECORD : page.readUInt32LE(at));
}

function checkLeaf({ file, counts, visit }: Walk, page: Buffer, at: number): string | undefined {
  counts.entries += 1;
  const dataBytes = page.readUInt32LE(at);
  const flags = page.readUInt16LE(at + 4);
  const data = at + NODE_HEADER + page.readUInt16LE(at + 6);
  if (flags === BIG_DATA) {
    const first = Number(page.readBigUInt64LE(data));
    const pages = pagesOf(file, dataBytes);
    if (Number(page.readBigUInt64LE(data + 16)) !== pages)
      return 'a large value has another size than its pages';
    counts.overflowPages += pages;
    return claimPages(file, first, pages) ?? checkOverflow(file, first, pages, dataBytes, visit);
  }
  const value = page.subarray(data, data + dataBytes);
  if (flags === 0) return visit?.(value);
  if (flags !== SUB_DATABASE || dataBytes !== RECORD_BYTES) return 'an entry is neither a value nor a table';
  return findTreeDamage(file, value);
}

function checkOverflow(
  file: LmdbFile,
  first: number,
  pages: number,
  dataBytes: number,
  visit: VisitLeaf | undefined,
): string | undefined {
  if (visit === undefined && !file.isDeep) return undefined;
  const page = readPage(file, first, visit === undefined ? PAGE_HEADER : PAGE_HEADER + dataBytes);
  if (typeof page === 'string') return page;
  if (page.readUInt16LE(18) !== OVERFLOW || page.readUInt32LE(20) !== pages) {
    return `page ${first} does not begin a large value`;
  }
  return visit?.(page.subarray(PAGE_HEADER));
}
