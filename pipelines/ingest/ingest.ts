import { Problem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import { isBenchmarkFile, limitedIntake, openBenchmark, benchmarkSymbol } from './benchmark-source.js';
import { readCompanions } from './companions.js';
import { fileHash } from './files/file-hash.js';
import { fingerprintOf } from './fingerprint.js';
import { createIntake, type Intake } from './intake.js';
import { rejectDuplicates } from './market/duplicates.js';
import { writeBars } from './market/write-bars.js';
import { writeMarket } from './market/write-market.js';
import { openSource } from './open-source.js';
import type { IngestOptions } from './options.js';
import { createRejectionLedger, type RejectionLedger } from './rejections.js';
import type { Source, SourceProgress } from './source.js';
import { type IngestSummary, storedSummary } from './summary.js';

export type IngestContext = SourceProgress;

/** SHA-256 over inputs, options and code: equal to that of a stored ingest means nothing to do. */
export async function ingestFingerprint(options: IngestOptions): Promise<string> {
  return sourceFingerprint(await openSource(options), options);
}

/**
 * Brings prices and what belongs to them into an open database: each row is validated, staged, sorted and
 * stored, or recorded with the reason why not. Replaces the market data that are there.
 * When the inputs and options are those of the last ingest, nothing is written.
 * @param database a staging file that nobody else reads; publishing it is the caller's job.
 * @throws Problem when the input cannot be read at all, or no row of it can be used.
 */
export async function ingest(
  database: Database,
  options: IngestOptions,
  context: IngestContext,
): Promise<IngestSummary> {
  const source = await openSource(options);
  const fingerprint = await sourceFingerprint(source, options);
  const stored = await storedSummary(database);
  if (stored?.fingerprint === fingerprint) return { ...stored, unchanged: true };

  const ingestId = `${compactTime(context.now)}-${fingerprint.slice(0, 8)}`;
  await database.run('DELETE FROM rejections');
  const ledger = createRejectionLedger(database, ingestId);
  const intake = await createIntake(database, ledger, context.now);
  const pricesRead = await source.read(intake, context);
  if (intake.accepted === 0) {
    await intake.finish();
    throw nothingAccepted(source.label, pricesRead, ledger);
  }
  const rowsRead = pricesRead + (await readBenchmark(options, intake, context));
  await intake.finish();
  const duplicates = await rejectDuplicates(database, ledger, intake);
  const rowsAccepted = intake.accepted - duplicates;
  const symbols = await writeBars(database, intake.symbols);
  const companions = await readCompanions(database, options, source, intake, symbols);
  const dataHash = await writeMarket(database, symbols, companions);
  await database.run('DROP TABLE temp.staged');
  if (rowsRead !== rowsAccepted + ledger.count) {
    throw new Error(
      `ingest: ${rowsRead} rows read, but ${rowsAccepted} accepted and ${ledger.count} rejected`,
    );
  }
  await database.run('INSERT INTO ingests VALUES ($1, $2::TIMESTAMP, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
    ingestId,
    new Date(context.now).toISOString().replace('Z', ''),
    options.source,
    source.label,
    source.isSynthetic,
    fingerprint,
    dataHash,
    rowsRead,
    rowsAccepted,
    ledger.count,
    JSON.stringify(options),
  ]);
  const summary = await storedSummary(database);
  if (summary === undefined) throw new Error('ingest: the record just written is not there');
  return summary;
}

async function sourceFingerprint(source: Source, options: IngestOptions): Promise<string> {
  const parts = [await source.fingerprint()];
  if (options.source !== 'synthetic') {
    const { actionsPath, symbolsPath, sectorsPath, membershipPath, benchmark } = options;
    const benchmarkPath = benchmark !== undefined && isBenchmarkFile(benchmark) ? benchmark : undefined;
    for (const path of [actionsPath, symbolsPath, sectorsPath, membershipPath, benchmarkPath]) {
      parts.push(path === undefined ? 'none' : await fileHash(path));
    }
  }
  return fingerprintOf(options, parts);
}

/** Bars of a benchmark file, within the days of the data. */
async function readBenchmark(
  options: IngestOptions,
  intake: Intake,
  context: IngestContext,
): Promise<number> {
  if (options.source === 'synthetic' || options.benchmark === undefined) return 0;
  if (!isBenchmarkFile(options.benchmark)) return 0;
  const symbol = benchmarkSymbol(options.benchmark);
  if (intake.symbols.includes(symbol)) {
    throw new Problem('input', `the data already hold a symbol ${symbol}, the name of the benchmark file`, {
      suggestion: `Name that symbol instead of the file: --benchmark "${symbol}".`,
    });
  }
  const source = await openBenchmark(options.benchmark);
  const limited = limitedIntake(intake, intake.firstDay, intake.finalDay);
  const rows = await source.read(limited.intake, { ...context, onProgress: () => undefined });
  return rows - limited.skipped();
}

const COLUMN_REMEDY = 'If columns were taken for others, map them: --columns date=NAME,close=NAME.';
const SYMBOL_REMEDY =
  'Write symbols so in the file (BRK.B or BRK-B for BRK/B), or name their column: --columns symbol=NAME.';

function nothingAccepted(label: string, rowsRead: number, ledger: RejectionLedger): Problem {
  if (rowsRead === 0) {
    return new Problem('input', `${label} has no rows`, {
      suggestion: 'There must be a line of column names and a line per symbol and day.',
    });
  }
  const reasons = Object.entries(ledger.byReason).map(([reason, count]) => `${reason} ${count}`);
  const { first } = ledger;
  const example = first ? ` First: ${first.source}, line ${first.line}: ${first.detail}.` : '';
  return new Problem(
    'input',
    `none of the ${rowsRead} rows of ${label} can be used (${reasons.join(', ')}).${example}`,
    { suggestion: first?.reason === 'bad_symbol' ? SYMBOL_REMEDY : COLUMN_REMEDY },
  );
}

/** 2026-11-21T03:49:00.000Z as 20261121T034900. */
function compactTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
}
