import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { type ColumnMapping, recogniseColumns } from '../columns/recognise-columns.js';
import type { DateFormat } from '../dates/date-format.js';
import { dateProblem, detectDateFormat } from '../dates/detect-date-format.js';
import { byteChunks } from '../files/byte-chunks.js';
import { fileHash } from '../files/file-hash.js';
import { CSV_ENDINGS, inputFiles } from '../files/input-files.js';
import type { Intake } from '../intake.js';
import type { Source, SourceProgress } from '../source.js';
import { type DecimalMark, detectDecimalMark } from './decimal-mark.js';
import { detectDialect } from './dialect.js';
import { type HeadSample, sampleHead } from './head-sample.js';
import { createRecordSplitter } from './record-splitter.js';
import { createRowReader } from './row-reader.js';
import { symbolOfFile } from '../files/symbol-of-file.js';

export interface CsvSourceOptions {
  readonly path: string | readonly string[];
  readonly columns?: ColumnMapping;
  readonly dateFormat?: DateFormat;
  /** One character. */
  readonly delimiter?: string;
  readonly decimal?: DecimalMark;
  /** Symbol of a file without a symbol column; from the file's name when not given. */
  readonly symbol?: string;
}

/** This much of a file decides its dialect and its date format. */
const HEAD_BYTES = 256 * 1024;

/**
 * Daily bars from CSV: a file, a folder, a pattern; plain or gzip by content; one long table or one file
 * per symbol. Read in a stream: memory does not grow with the files.
 */
export async function csvSource(options: CsvSourceOptions): Promise<Source> {
  const paths = typeof options.path === 'string' ? [options.path] : options.path;
  const files = await inputFiles(paths, CSV_ENDINGS);
  const name = files.length === 1 ? basename(files[0]) : `${basename(paths[0])} (${files.length} files)`;
  return {
    label: `csv: ${name}`,
    isSynthetic: false,
    async fingerprint() {
      const hashes: string[] = [];
      for (const file of files) hashes.push(`${basename(file)} ${await fileHash(file)}`);
      return hashes.join('\n');
    },
    read: (intake, progress) => readFiles(files, options, intake, progress),
  };
}

async function readFiles(
  files: readonly string[],
  options: CsvSourceOptions,
  intake: Intake,
  progress: SourceProgress,
): Promise<number> {
  let total = 0;
  for (const file of files) total += (await stat(file)).size;
  let done = 0;
  let rows = 0;
  let format = options.dateFormat;
  for (const file of files) {
    const result = await readFile(file, options, format, intake, progress, (bytes) => {
      done += bytes;
      progress.onProgress(done, total, 'bytes');
    });
    rows += result.rows;
    format ??= result.format;
    if (result.format !== undefined && options.dateFormat === undefined) format = result.format;
  }
  return rows;
}

interface FileResult {
  readonly rows: number;
  readonly format: DateFormat | undefined;
}

async function readFile(
  file: string,
  options: CsvSourceOptions,
  fallback: DateFormat | undefined,
  intake: Intake,
  progress: SourceProgress,
  onBytes: (bytes: number) => void,
): Promise<FileResult> {
  const name = basename(file);
  const chunks = byteChunks(file, onBytes, progress.signal);
  const head = await readHead(chunks);
  const dialect = detectDialect(head, name, options.columns ?? {}, options.delimiter);
  const columns = recogniseColumns(dialect.header, options.columns ?? {}, name);
  const isWhole = head.length < HEAD_BYTES;
  const sample = sampleHead(head, name, dialect, columns, isWhole);
  if (isWhole && !sample.hasRows) return { rows: 0, format: options.dateFormat };
  const format = options.dateFormat ?? headFormat(sample, name, fallback, intake);
  const delimiter = String.fromCharCode(dialect.delimiter);
  const readRow = createRowReader(
    {
      source: name,
      columns,
      columnCount: dialect.header.length,
      dateFormat: format,
      decimal: options.decimal ?? detectDecimalMark(sample.prices, name, delimiter),
      fileSymbol: options.symbol ?? symbolOfFile(file),
    },
    intake,
  );
  if (columns.symbol === undefined && options.symbol === undefined) intake.nameByFile(name);
  let records = 0;
  const splitter = createRecordSplitter(name, dialect.delimiter, dialect.newline, (record) => {
    records += 1;
    if (records > 1) readRow(record);
  });
  splitter.push(head.subarray(dialect.skip));
  for await (const chunk of chunks) {
    splitter.push(chunk);
    await intake.drain();
  }
  splitter.end();
  await intake.drain();
  return { rows: Math.max(0, records - 1), format };
}

async function readHead(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const { value, done } = await chunks.next();
    if (done) break;
    parts.push(value);
    bytes += value.length;
  }
  return Buffer.concat(parts);
}

/** The date format by the evidence of the head. @throws Problem when it does not settle it. */
function headFormat(
  { hasRows, dates }: HeadSample,
  name: string,
  fallback: DateFormat | undefined,
  intake: Intake,
): DateFormat {
  if (!hasRows) return fallback ?? 'iso';
  const evidence = detectDateFormat(dates, intake.firstDoubtfulDay - 1);
  if (evidence.kind === 'found') return evidence.format;
  if (fallback !== undefined && (evidence.kind === 'unknown' || evidence.formats.includes(fallback))) {
    return fallback;
  }
  throw dateProblem(name, evidence);
}
