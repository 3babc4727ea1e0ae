import type { CacheColumn, CacheValue } from './value.js';

const text = new TextEncoder();
const utf8 = new TextDecoder();

/**
 * Records that have the same fields, as columns: numbers as they are, texts as positions in a list of those
 * that occur. A text that is undefined stays away.
 * @param prefix goes before the names of the columns: `trades size`.
 * @throws for a field that is neither number nor text, or one in one record and the other in another.
 */
export function packRecords(prefix: string, records: readonly object[]): Record<string, CacheColumn> {
  const columns: Record<string, CacheColumn> = {};
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  for (const name of names) {
    const values = records.map((record) => (record as Readonly<Record<string, unknown>>)[name]);
    if (values.every((value) => typeof value === 'number')) {
      columns[`${prefix} ${name}`] = Float64Array.from(values);
    } else if (values.every((value) => typeof value === 'string' || value === undefined)) {
      const known = new Map([...new Set(values)].filter(isText).map((value, place) => [value, place]));
      const placeOf = (value: string | undefined) => (isText(value) ? known.get(value) : undefined) ?? -1;
      columns[`${prefix} ${name}`] = Int32Array.from(values, placeOf);
      columns[`${prefix} ${name} texts`] = text.encode(JSON.stringify([...known.keys()]));
    } else throw new Error(`packRecords: "${name}" of ${prefix} must be a number or a text in every record`);
  }
  return columns;
}

/** Reads `packRecords` back. */
export function unpackRecords<T>(prefix: string, { columns }: CacheValue): T[] {
  const names = Object.keys(columns).filter((name) => name.startsWith(`${prefix} `));
  const fields = names
    .filter((name) => !(columns[name] instanceof Uint8Array))
    .map((name) => {
      const texts = columns[`${name} texts`];
      const list = texts && (JSON.parse(utf8.decode(texts as Uint8Array)) as string[]);
      return { field: name.slice(prefix.length + 1), values: columns[name], list };
    });
  return Array.from({ length: fields[0]?.values.length ?? 0 }, (_, row) => {
    const record: Record<string, unknown> = {};
    for (const { field, values, list } of fields) {
      const value = list === undefined ? values[row] : list[values[row]];
      if (value !== undefined) record[field] = value;
    }
    return record as T;
  });
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
