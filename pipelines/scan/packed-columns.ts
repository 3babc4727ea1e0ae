import type { CacheColumn } from '../cache/index.js';

/** Named columns on their way between threads or to and from the cache. */
export type Columns = Readonly<Record<string, CacheColumn>>;

const ARRAYS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array };

interface ArrayOf {
  f64: Float64Array;
  i32: Int32Array;
  u8: Uint8Array;
}

/** Type and length of each column. */
export type Shape = Readonly<Record<string, readonly [type: keyof ArrayOf, length: number]>>;

/** Zeroed columns in one buffer, so that a symbol travels to another thread in one piece. */
export function allocateColumns<S extends Shape>(shape: S): { [K in keyof S]: ArrayOf[S[K][0]] } {
  let size = 0;
  const places = Object.entries(shape).map(([name, [type, length]]) => {
    const offset = size;
    size = align(offset + length * ARRAYS[type].BYTES_PER_ELEMENT);
    return { name, type, length, offset };
  });
  const buffer = new ArrayBuffer(size);
  const columns: Record<string, CacheColumn> = {};
  for (const { name, type, length, offset } of places)
    columns[name] = new ARRAYS[type](buffer, offset, length);
  return columns as { [K in keyof S]: ArrayOf[S[K][0]] };
}

/** A copy of columns in one buffer of their own. */
export function packColumns(columns: Columns): Columns {
  let size = 0;
  for (const column of Object.values(columns)) size = align(size) + column.byteLength;
  const bytes = new Uint8Array(size);
  const packed: Record<string, CacheColumn> = {};
  let offset = 0;
  for (const [name, column] of Object.entries(columns)) {
    offset = align(offset);
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    const Column = column.constructor as new (
      buffer: ArrayBuffer,
      offset: number,
      length: number,
    ) => CacheColumn;
    packed[name] = new Column(bytes.buffer, offset, column.length);
    offset += column.byteLength;
  }
  return packed;
}

/** The buffer that packed columns share. */
export function bufferOf(columns: Columns): ArrayBuffer[] {
  const [first] = Object.values(columns);
  return first === undefined ? [] : [first.buffer as ArrayBuffer];
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}
