import { epochDay } from '../../models/bars/index.js';
import { features } from '../../models/features/index.js';
import { rating } from '../../models/ratings/index.js';
import { appendColumns, type Database } from '../store/index.js';
import type { ScanOutcome } from './scan-outcome.js';

/** Writes what a scan found under a run's id: results, contributions, features, matches, records, regimes. */
export async function storeScan(database: Database, runId: string, outcome: ScanOutcome): Promise<void> {
  await storeResults(database, runId, outcome);
  await storeContributions(database, runId, outcome);
  await storeFeatures(database, runId, outcome);
  await storeMatches(database, runId, outcome);
  await storeRecords(database, runId, outcome);
  await storeRegimes(database, runId, outcome);
  for (const { symbol, message } of outcome.failures) {
    await database.run('INSERT INTO failures VALUES ($1, $2, $3, $4)', [runId, symbol, 'scan', message]);
  }
}

/** Symbols that have a result: those with at least one bar. */
function scannedSymbols({ market, lastBar }: ScanOutcome): number[] {
  return market.symbols
    .filter(({ index, isBenchmark }) => !isBenchmark && lastBar[index] === lastBar[index])
    .map(({ index }) => index);
}

async function storeResults(database: Database, runId: string, outcome: ScanOutcome): Promise<void> {
  const { market, lastBar, ranking } = outcome;
  const ids = scannedSymbols(outcome);
  const rankOf = new Map(ranking.map((symbol, position) => [symbol, position + 1]));
  const score = outcome.numbers.get('score') ?? new Float64Array(0);
  await appendColumns(
    database,
    'results',
    [
      { type: 'text', values: ids.map(() => runId) },
      { type: 'integer', values: ids },
      { type: 'text', values: ids.map((id) => market.symbols[id].symbol) },
      { type: 'date', values: ids.map((id) => epochDay(lastBar[id])) },
      { type: 'integer', values: ids.map((id) => rankOf.get(id) ?? null) },
      { type: 'double', values: ids.map((id) => score[id]) },
    ],
    ids.length,
  );
}

async function storeContributions(database: Database, runId: string, outcome: ScanOutcome): Promise<void> {
  const ids = outcome.ranking;
  for (const { family } of rating) {
    const values = outcome.numbers.get(`rating_${family}`);
    if (!values) continue;
    await appendColumns(
      database,
      'contributions',
      [
        { type: 'text', values: ids.map(() => runId) },
        { type: 'integer', values: ids },
        { type: 'text', values: ids.map(() => family) },
        { type: 'double', values: ids.map((id) => values[id]) },
      ],
      ids.length,
    );
  }
}

async function storeFeatures(database: Database, runId: string, outcome: ScanOutcome): Promise<void> {
  const ids = scannedSymbols(outcome);
  for (const { name, title, family, unit, expression } of features) {
    const values = outcome.numbers.get(name);
    if (!values) continue;
    await database.run('INSERT INTO features VALUES ($1, $2, $3, $4, $5, $6)', [
      runId,
      name,
      title,
      family,
      unit,
      expression,
    ]);
    await appendColumns(
      database,
      'feature_values',
      [
        { type: 'text', values: ids.map(() => runId) },
        { type: 'integer', values: ids },
        { type: 'text', values: ids.map(() => name) },
        { type: 'double', values: ids.map((id) => finiteOrNaN(values[id])) },
      ],
      ids.length,
    );
  }
}

/** A ratio over zero volume is no number to show or to store. */
function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

async function storeMatches(database: Database, runId: string, outcome: ScanOutcome): Promise<void> {
  for (const { name, title, where, rank, direction } of outcome.plan.scans) {
    const matches = outcome.matches.get(name) ?? [];
    await database.run('INSERT INTO scans VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      runId,
      name,
      title,
      where,
      rank,
      direction,
      matches.length,
    ]);
    await appendColumns(
      database,
      'matches',
      [
        { type: 'text', values: matches.map(() => runId) },
        { type: 'text', values: matches.map(() => name) },
        { type: 'integer', values: matches.map((match) => match.symbol) },
        { type: 'integer', values: matches.map((match) => match.rank) },
        { type: 'double', values: matches.map((match) => match.rankValue) },
      ],
      matches.length,
    );
  }
}

async function storeRecords(database: Database, runId: string, { records }: ScanOutcome): Promise<void> {
  for (const { horizon, ic, deciles } of records) {
    await database.run('INSERT INTO records VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      runId,
      'score',
      horizon,
      orNull(ic.mean),
      orNull(ic.standardError),
      ic.n,
      ic.pairs,
    ]);
    for (const { bucket, meanForward, hitRate, n } of deciles) {
      await database.run('INSERT INTO deciles VALUES ($1, $2, $3, $4, $5, $6, $7)', [
        runId,
        'score',
        horizon,
        bucket,
        orNull(meanForward),
        orNull(hitRate),
        n,
      ]);
    }
  }
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

async function storeRegimes(database: Database, runId: string, { regimes }: ScanOutcome): Promise<void> {
  const { time, regime } = regimes;
  await database.run('DELETE FROM regimes WHERE run_id <> $1', [runId]);
  await appendColumns(
    database,
    'regimes',
    [
      { type: 'text', values: regime.map(() => runId) },
      { type: 'date', values: Array.from(time, epochDay) },
      { type: 'text', values: regime },
    ],
    regime.length,
  );
}
