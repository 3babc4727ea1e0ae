import { ownRoom } from './arena.js';
import { checksum } from './checksum.js';
import { CACHE_KINDS, type CacheKind } from './kinds.js';
import type { CacheColumn, CacheValue } from './value.js';

/** Version of the stored form; part of every key, so that two versions can share one store. */
export const CACHE_FORMAT = 2;

/** What stands in a value's header beside the columns. Times are epoch milliseconds. */
export interface ValueHeader {
  readonly kind: CacheKind;
  readonly key: string;
  readonly subject: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly costMs: number;
}

export interface DecodedValue {
  readonly header: ValueHeader;
  readonly value: CacheValue;
}

/** "TCV1" read as a little-endian integer. */
const MAGIC = 0x31564354;
const FIXED_BYTES = 48;
/** Where that begins which the checksum is of. */
const SUMMED_AT = 8;
const COLUMN_TYPES = [Float64Array, Float32Array, Int32Array, Uint8Array] as const;
const text = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * One value as bytes. Little-endian, in this order:
 * magic u32, checksum u32 (of everything after it, see checksum.ts), total bytes u32, format u16, kind u8, 0 u8,
 * createdAt f64, expiresAt f64, costMs f64, lengths of key and subject u16, number of columns u16, 0 u16;
 * then key, subject, for each column its type u8, name length u8, length u32, name; then, each on a
 * multiple of 8, the columns' bytes.
 * @param room where the bytes are to stand; by default in memory of their own.
 * @throws when a name or subject is too long to be written.
 */
export function encodeValue(header: ValueHeader, value: CacheValue, room = ownRoom): Uint8Array {
  const names = Object.keys(value.columns);
  const lengths = names.map((name) => Buffer.byteLength(name));
  const keyEnd = FIXED_BYTES + Buffer.byteLength(header.key);
  const subjectEnd = keyEnd + Buffer.byteLength(header.subject);
  if (lengths.some((length) => length > 255) || subjectEnd - keyEnd > 65_535 || names.length > 65_535) {
    throw new Error('encodeValue: a column name is at most 255 bytes, a subject 65,535, and so many columns');
  }
  let size = lengths.reduce((sum, length) => sum + 6 + length, subjectEnd);
  for (const name of names) size = align(size) + value.columns[name].byteLength;
  const bytes = room(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, size, true);
  view.setUint16(12, CACHE_FORMAT, true);
  view.setUint16(14, CACHE_KINDS.indexOf(header.kind), true);
  view.setFloat64(16, header.createdAt, true);
  view.setFloat64(24, header.expiresAt, true);
  view.setFloat64(32, header.costMs, true);
  view.setUint16(40, keyEnd - FIXED_BYTES, true);
  view.setUint16(42, subjectEnd - keyEnd, true);
  view.setUint32(44, names.length, true);
  writeText(bytes, FIXED_BYTES, header.key);
  writeText(bytes, keyEnd, header.subject);
  let at = subjectEnd;
  for (let c = 0; c < names.length; c++) {
    const column = value.columns[names[c]];
    view.setUint8(at, columnType(column, names[c]));
    view.setUint8(at + 1, lengths[c]);
    view.setUint32(at + 2, column.length, true);
    writeText(bytes, at + 6, names[c]);
    at += 6 + lengths[c];
  }
  for (const name of names) {
    const column = value.columns[name];
    bytes.fill(0, at, align(at));
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), align(at));
    at = align(at) + column.byteLength;
  }
  view.setUint32(4, checksum(bytes, SUMMED_AT), true);
  return bytes;
}

/**
 * Reads stored bytes back. The columns are views on `bytes`, which must start on a multiple of 8 in its buffer.
 * @returns undefined when the bytes are damaged, cut off, of another format, or answer for another kind or key.
 */
export function decodeValue(bytes: Uint8Array, kind: CacheKind, key: string): DecodedValue | undefined {
  if (bytes.length < FIXED_BYTES || !isText(bytes, FIXED_BYTES, key)) return undefined;
  const decoded = readValue(bytes);
  return decoded?.header.kind === kind && decoded.header.key === key ? decoded : undefined;
}

/**
 * As `decodeValue`, for whatever key the bytes say they belong to.
 * @param isTrusted the bytes were written by this process a moment ago: their checksum need not be compared.
 */
export function readValue(bytes: Uint8Array, { isTrusted = false } = {}): DecodedValue | undefined {
  if (bytes.length < FIXED_BYTES || formatOf(bytes) !== CACHE_FORMAT) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(8, true) !== bytes.length) return undefined;
  if (!isTrusted && checksum(bytes, SUMMED_AT) !== view.getUint32(4, true)) return undefined;
  const keyEnd = FIXED_BYTES + view.getUint16(40, true);
  const subjectEnd = keyEnd + view.getUint16(42, true);
  const kind = CACHE_KINDS[view.getUint8(14)];
  if (kind === undefined) return undefined;
  const header: ValueHeader = {
    kind,
    key: readText(bytes, FIXED_BYTES, keyEnd),
    subject: readText(bytes, keyEnd, subjectEnd),
    createdAt: view.getFloat64(16, true),
    expiresAt: view.getFloat64(24, true),
    costMs: view.getFloat64(32, true),
  };
  return { header, value: { columns: readColumns(bytes, view, subjectEnd) } };
}

/** Whether stored bytes are a value that another version of the program wrote in a format of its own. */
export function isOfAnotherVersion(bytes: Uint8Array): boolean {
  const format = formatOf(bytes);
  return format !== undefined && format !== CACHE_FORMAT;
}

function formatOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < FIXED_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.getUint32(0, true) === MAGIC ? view.getUint16(12, true) : undefined;
}

/** The same bytes, moved only where they do not start on a multiple of 8 or sit in a far larger buffer. */
export function alignedBytes(bytes: Uint8Array): Uint8Array {
  const isAligned = bytes.byteOffset % 8 === 0;
  return isAligned && bytes.buffer.byteLength <= 2 * bytes.length ? bytes : new Uint8Array(bytes);
}

function readColumns(bytes: Uint8Array, view: DataView, start: number): Record<string, CacheColumn> {
  const columns: Record<string, CacheColumn> = {};
  const count = view.getUint16(44, true);
  let at = start;
  let data = start;
  for (let c = 0; c < count; c++) data += 6 + view.getUint8(data + 1);
  for (let c = 0; c < count; c++) {
    const Column = COLUMN_TYPES[view.getUint8(at)];
    const nameLength = view.getUint8(at + 1);
    const length = view.getUint32(at + 2, true);
    const name = readText(bytes, at + 6, at + 6 + nameLength);
    data = align(data);
    columns[name] = new Column(bytes.buffer as ArrayBuffer, bytes.byteOffset + data, length);
    data += length * Column.BYTES_PER_ELEMENT;
    at += 6 + nameLength;
  }
  return columns;
}

/** @throws where the bytes are not UTF-8 or end early. */
function readText(bytes: Uint8Array, from: number, to: number): string {
  if (to > bytes.length) throw new RangeError(`a text ends at ${to} of ${bytes.length} bytes`);
  let read = '';
  for (let i = from; i < to; i++) {
    if (bytes[i] > 0x7f) return utf8.decode(bytes.subarray(from, to));
    read += String.fromCharCode(bytes[i]);
  }
  return read;
}

function writeText(bytes: Uint8Array, at: number, written: string): void {
  for (let i = 0; i < written.length; i++) {
    const code = written.charCodeAt(i);
    if (code > 0x7f) {
      text.encodeInto(written, bytes.subarray(at));
      return;
    }
    bytes[at + i] = code;
  }
}

/** Whether bytes go on as an ASCII text. */
function isText(bytes: Uint8Array, from: number, expected: string): boolean {
  for (let i = 0; i < expected.length; i++) {
    if (bytes[from + i] !== expected.charCodeAt(i)) return false;
  }
  return true;
}

function columnType(column: CacheColumn, name: string): number {
  const type = COLUMN_TYPES.findIndex((Column) => column instanceof Column);
  if (type < 0) {
    throw new Error(`encodeValue: column "${name}" must be a Float64, Float32, Int32 or Uint8 array`);
  }
  return type;
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}
