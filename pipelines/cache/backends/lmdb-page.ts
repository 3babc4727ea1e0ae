import { readSync } from 'node:fs';

/** Layout of lmdb 3 (LMDB 0.9.90, data version 2): a page begins with number u64, txn u64, pad, flags, lower, upper u16. */
export const PAGE_HEADER = 24;
export const NODE_HEADER = 8;
export const BRANCH = 1;
export const LEAF = 2;
export const OVERFLOW = 4;
export const BIG_DATA = 1;
export const SUB_DATABASE = 2;
export const NO_PAGE = 0xffff_ffff_ffff_ffffn;

/** An lmdb file that is being checked. */
export interface LmdbFile {
  readonly descriptor: number;
  readonly pageSize: number;
  readonly lastPage: number;
  /** The last transaction: no page was written by a later one. */
  readonly transaction: bigint;
  readonly isDeep: boolean;
  /** 1 for each page met so far: it belongs to one tree, one large value or the list of free ones. */
  readonly seen: Uint8Array;
}

/** Reads one page. @returns what is wrong with its place, its number or its flags, or the page. */
export function readPage(file: LmdbFile, number: number, bytes = file.pageSize): Buffer | string {
  const page = Buffer.allocUnsafe(bytes);
  if (readSync(file.descriptor, page, 0, bytes, number * file.pageSize) < bytes) {
    return `page ${number} is cut off`;
  }
  const isIts = Number(page.readBigUInt64LE(0)) === number && page.readBigUInt64LE(8) <= file.transaction;
  return isIts ? page : `page ${number} says it is another`;
}

/** Marks pages as used. @returns what is wrong with that, or undefined. */
export function claimPages(file: LmdbFile, first: number, count: number): string | undefined {
  if (!Number.isSafeInteger(first) || first < 2 || first + count - 1 > file.lastPage) {
    return `a page number is outside the file (${first})`;
  }
  for (let page = first; page < first + count; page++) {
    if (file.seen[page] === 1) return `page ${page} is used twice`;
    file.seen[page] = 1;
  }
  return undefined;
}

/** The pages that a large value of so many bytes takes. */
export function pagesOf(file: LmdbFile, dataBytes: number): number {
  return Math.floor((PAGE_HEADER - 1 + dataBytes) / file.pageSize) + 1;
}
