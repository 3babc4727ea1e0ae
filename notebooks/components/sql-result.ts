import { tableFromIPC } from '@uwdata/flechette';

/** A result as columns of plain values; dates and timestamps as ISO text, unknown as null. */
export interface SqlResult {
  readonly names: readonly string[];
  readonly columns: readonly (readonly (string | number | null)[])[];
  readonly isNumeric: readonly boolean[];
  readonly rows: number;
}

/** Reads an Arrow IPC stream; lists and structs become JSON text, truth values the words. */
export function readSqlResult(ipc: Uint8Array): SqlResult {
  const table = tableFromIPC(ipc, { useDate: true });
  const columns = table.names.map((_, c) => Array.from(table.getChildAt(c), plainCell));
  return {
    names: table.names.map(String),
    columns,
    isNumeric: columns.map((column) => column.every((cell) => cell === null || typeof cell === 'number')),
    rows: table.numRows,
  };
}

function plainCell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) {
    const iso = value.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  if (typeof value === 'boolean') return String(value);
  return JSON.stringify(value, plainPart);
}

/** Lists arrive as typed arrays, whole numbers as bigints: JSON knows neither. */
function plainPart(_: string, part: unknown): unknown {
  if (typeof part === 'bigint') return Number(part);
  return ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part;
}
