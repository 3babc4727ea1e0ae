import { basename } from 'node:path';
import { Problem } from '../../errors/index.js';
import { detectDialect } from '../csv/dialect.js';
import { createRecordSplitter, fieldText } from '../csv/record-splitter.js';
import { byteChunks } from '../files/byte-chunks.js';

/** A row of a small table: the wanted columns by name, an absent one as empty text. */
export type TableRow<Column extends string> = Readonly<Record<Column, string>> & { readonly line: number };

/**
 * Rows of a small reference table in CSV (plain or gzip): the columns that go by one of the usual names.
 * @param names usual names of each column, in lower case without anything but letters and digits.
 * @throws Problem when a required column is not there: shows what was found and what would be recognised.
 */
export async function* readTable<Column extends string>(
  path: string,
  names: Readonly<Record<Column, readonly string[]>>,
  required: readonly NoInfer<Column>[],
): AsyncGenerator<TableRow<Column>> {
  const source = basename(path);
  const columns = Object.keys(names) as Column[];
  let positions: readonly number[] | undefined;
  let rows: TableRow<Column>[] = [];
  let push: ((chunk: Buffer) => void) | undefined;
  let end: (() => void) | undefined;
  for await (const chunk of byteChunks(path)) {
    if (push === undefined) {
      const dialect = detectDialect(chunk, source, {}, undefined);
      const splitter = createRecordSplitter(source, dialect.delimiter, dialect.newline, (record) => {
        const text = (field: number) => fieldText(record, field);
        if (positions === undefined) {
          const header = Array.from({ length: record.fields }, (_, field) => text(field));
          positions = columnPositions(header, columns, names, required, source);
          return;
        }
        const cells = positions.map((position, k) => [columns[k], position < 0 ? '' : text(position)]);
        rows.push({ ...Object.fromEntries(cells), line: record.line } as TableRow<Column>);
      });
      push = splitter.push;
      end = splitter.end;
      push(chunk.subarray(dialect.skip));
    } else {
      push(chunk);
    }
    yield* rows;
    rows = [];
  }
  end?.();
  yield* rows;
}

function columnPositions<Column extends string>(
  header: readonly string[],
  columns: readonly Column[],
  names: Readonly<Record<Column, readonly string[]>>,
  required: readonly Column[],
  source: string,
): number[] {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const positions = columns.map((column) => {
    for (const name of names[column]) {
      const position = plain.indexOf(name);
      if (position >= 0) return position;
    }
    return -1;
  });
  for (const column of required) {
    if (positions[columns.indexOf(column)] >= 0) continue;
    throw new Problem(
      'input',
      `${source}: no column for ${column}; found: ${header.map((name) => JSON.stringify(name)).join(', ')}`,
      { suggestion: `Name it one of: ${names[column].join(', ')}. The first line must name the columns.` },
    );
  }
  return positions;
}
