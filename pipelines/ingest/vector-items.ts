import type { DuckDBDataChunk } from '@duckdb/node-api';

/** The raw memory of a numeric or DATE column of a data chunk. Slots of NULL values hold garbage. */
export interface VectorItems<T extends Float64Array | Int32Array> {
  readonly items: T;
  /** Hands written items back to DuckDB. */
  flush(): void;
}

/**
 * A column's memory as a typed array: DOUBLE as Float64Array, INTEGER and DATE (epoch days) as Int32Array.
 * DuckDB's own type declarations keep `items` private; per-value access is twenty times slower.
 */
export function vectorItems<T extends Float64Array | Int32Array>(
  chunk: DuckDBDataChunk,
  column: number,
): VectorItems<T> {
  return chunk.getColumnVector(column) as unknown as VectorItems<T>;
}
