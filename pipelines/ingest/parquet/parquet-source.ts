import { basename } from 'node:path';
import { Problem } from '../../errors/index.js';
import { type Database, openForWriting } from '../../store/index.js';
import { type ColumnMapping, type ColumnPositions, recogniseColumns } from '../columns/recognise-columns.js';
import { type DateFormat, parseDay } from '../dates/date-format.js';
import { dateProblem, detectDateFormat } from '../dates/detect-date-format.js';
import { fileHash } from '../files/file-hash.js';
import { inputFiles, PARQUET_ENDINGS } from '../files/input-files.js';
import { symbolOfFile } from '../files/symbol-of-file.js';
import type { Intake } from '../intake.js';
import { emptyRow, ROW_NUMBERS } from '../price-row.js';
import type { Source, SourceProgress } from '../source.js';
import { vectorItems } from '../vector-items.js';

export interface ParquetSourceOptions {
  readonly path: string | readonly string[];
  readonly columns?: ColumnMapping;
  /** How dates are written where they are text or numbers. */
  readonly dateFormat?: DateFormat;
  /** Symbol of a file without a symbol column; from the file's name when not given. */
  readonly symbol?: string;
}

/** Daily bars from Parquet: a file, a folder, a pattern; one long table or one file per symbol. */
export async function parquetSource(options: ParquetSourceOptions): Promise<Source> {
  const paths = typeof options.path === 'string' ? [options.path] : options.path;
  const files = await inputFiles(paths, PARQUET_ENDINGS);
  const name = files.length === 1 ? basename(files[0]) : `${basename(paths[0])} (${files.length} files)`;
  return {
    label: `parquet: ${name}`,
    isSynthetic: false,
    async fingerprint() {
      const hashes: string[] = [];
      for (const file of files) hashes.push(`${basename(file)} ${await fileHash(file)}`);
      return hashes.join('\n');
    },
    async read(intake, progress) {
      let rows = 0;
      for (const file of files) rows += await readFile(file, options, intake, progress);
      return rows;
    },
  };
}

async function readFile(
  file: string,
  options: ParquetSourceOptions,
  intake: Intake,
  progress: SourceProgress,
): Promise<number> {
  // A database of its own: the intake writes through the other one while this one streams.
  const reader = await openForWriting(':memory:');
  try {
    const name = basename(file);
    const described = await describe(reader, file, name);
    const names = described.map((column) => column.name);
    const columns = recogniseColumns(names, options.columns ?? {}, name);
    if (columns.symbol === undefined && options.symbol === undefined) intake.nameByFile(name);
    const plan: ReadPlan = {
      file,
      name,
      described,
      columns,
      symbols: await distinctTexts(reader, 'symbols', file, names[columns.symbol ?? -1]),
      dates: await readableDates(reader, file, name, described[columns.date ?? -1], options, intake),
      fileSymbol: options.symbol ?? symbolOfFile(file),
    };
    return await readRows(reader, plan, intake, progress);
  } finally {
    reader.close();
  }
}

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

interface ReadPlan {
  readonly file: string;
  readonly name: string;
  readonly described: readonly ParquetColumn[];
  readonly columns: ColumnPositions;
  /** Texts by the number that the query gives; empty when the file has no symbol column. */
  readonly symbols: readonly string[];
  /** Dates written as text or number; undefined when the column is a date. */
  readonly dates: { readonly texts: readonly string[]; readonly days: readonly number[] } | undefined;
  readonly fileSymbol: string;
}

async function describe(reader: Database, file: string, name: string): Promise<ParquetColumn[]> {
  try {
    const rows = await reader.rows('DESCRIBE SELECT * FROM read_parquet($1)', [file]);
    return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
    throw new Problem('input', `${name} cannot be read as Parquet: ${reason}`, {
      suggestion: 'If it is CSV, use --source csv; if it was cut short, copy it again.',
      cause,
    });
  }
}

/** The distinct texts of a column, also as a table of the reader for the join; none without a column. */
async function distinctTexts(
  reader: Database,
  table: 'symbols' | 'dates',
  file: string,
  column: string | undefined,
): Promise<string[]> {
  if (column === undefined) return [];
  await reader.run(
    `CREATE TEMP TABLE distinct_${table} AS
       SELECT (row_number() OVER ())::INTEGER - 1 AS id, text
       FROM (SELECT DISTINCT coalesce(${quoted(column)}::VARCHAR, '') AS text FROM read_parquet($1))`,
    [file],
  );
  const rows = await reader.rows(`SELECT text FROM temp.distinct_${table} ORDER BY id`);
  return rows.map((row) => String(row.text));
}

async function readableDates(
  reader: Database,
  file: string,
  name: string,
  column: ParquetColumn,
  options: ParquetSourceOptions,
  intake: Intake,
): Promise<ReadPlan['dates']> {
  if (/^(DATE|TIMESTAMP)/.test(column.type)) return undefined;
  const texts = await distinctTexts(reader, 'dates', file, column.name);
  if (texts.length === 0) return { texts, days: [] };
  const evidence = detectDateFormat(texts.filter(Boolean), intake.firstDoubtfulDay - 1);
  const format = options.dateFormat ?? (evidence.kind === 'found' ? evidence.format : undefined);
  if (format === undefined) throw dateProblem(name, evidence);
  return { texts, days: texts.map((text) => parseDay(text.trim(), format)) };
}

async function readRows(
  reader: Database,
  plan: ReadPlan,
  intake: Intake,
  progress: SourceProgress,
): Promise<number> {
  const [{ total }] = await reader.rows('SELECT count(*) AS total FROM read_parquet($1)', [plan.file]);
  const result = await reader.connection.stream(selectRows(plan), [plan.file]);
  const row = emptyRow(plan.name);
  const wanted = ROW_NUMBERS.map((name) => [name, plan.columns[name] !== undefined] as const);
  let rows = 0;
  for (;;) {
    progress.signal?.throwIfAborted();
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const symbols = vectorItems<Int32Array>(chunk, 0).items;
    const days = vectorItems<Int32Array>(chunk, 1).items;
    const lines = vectorItems<Int32Array>(chunk, 2).items;
    const unreadable = chunk.getColumnVector(3);
    const numbers = wanted.map(([name, isThere], k) =>
      isThere ? ([name, vectorItems<Float64Array>(chunk, 4 + k).items] as const) : undefined,
    );
    for (let i = 0; i < chunk.rowCount; i++) {
      row.line = lines[i];
      row.symbol = plan.symbols.length === 0 ? plan.fileSymbol : plan.symbols[symbols[i]].trim();
      row.day = plan.dates === undefined ? days[i] : plan.dates.days[days[i]];
      row.dateText = plan.dates === undefined ? '' : plan.dates.texts[days[i]];
      if (row.day === MISSING_DAY) row.day = Number.NaN;
      for (const column of numbers) if (column !== undefined) row[column[0]] = column[1][i];
      const text = unreadable.getItem(i) as string | null;
      if (text === null) intake.offer(row);
      else intake.reject(row, 'bad_number', text);
    }
    rows += chunk.rowCount;
    progress.onProgress(rows, Number(total), 'rows');
    await intake.drain();
  }
  return rows;
}

/** Stands for NULL in the stream, as slots of NULL values hold garbage. */
const MISSING_DAY = -2_147_483_648;

function selectRows(plan: ReadPlan): string {
  const name = (position: number) => `p.${quoted(plan.described[position].name)}`;
  const at = (column: keyof ColumnPositions) => plan.columns[column];
  const dateName = name(plan.columns.date ?? -1);
  const hasSymbols = at('symbol') !== undefined;
  const faults: string[] = [];
  const numbers = ROW_NUMBERS.map((column) => {
    const position = at(column);
    if (position === undefined) return "'nan'::DOUBLE";
    if (plan.described[position].type !== 'VARCHAR') return `coalesce(${name(position)}::DOUBLE, 'nan')`;
    const text = `trim(${name(position)})`;
    const isMissing = `lower(${text}) IN ('', 'null', 'nan', 'na', 'n/a', 'none', '-')`;
    faults.push(
      `CASE WHEN NOT ${isMissing} AND TRY_CAST(${text} AS DOUBLE) IS NULL THEN '${column} is "' || ${text} || '"' END`,
    );
    return `CASE WHEN ${isMissing} THEN 'nan' ELSE coalesce(TRY_CAST(${text} AS DOUBLE), 'nan') END`;
  });
  const day =
    plan.dates === undefined
      ? `coalesce((${dateName}::DATE - DATE '1970-01-01')::INTEGER, ${MISSING_DAY})`
      : 'd.id';
  return `SELECT ${hasSymbols ? 's.id' : '0::INTEGER'}, ${day}, (p.file_row_number + 1)::INTEGER,
      ${faults.length > 0 ? `coalesce(${faults.join(', ')})` : 'NULL::VARCHAR'}, ${numbers.join(', ')}
    FROM read_parquet($1, file_row_number = true) p
    ${hasSymbols ? `JOIN temp.distinct_symbols s ON s.text = coalesce(${name(at('symbol') ?? -1)}::VARCHAR, '')` : ''}
    ${plan.dates === undefined ? '' : `JOIN temp.distinct_dates d ON d.text = coalesce(${dateName}::VARCHAR, '')`}`;
}

/** A column name as an SQL identifier. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
