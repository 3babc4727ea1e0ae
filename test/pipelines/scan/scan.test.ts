import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoDate } from '../../../models/bars/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import {
  planScan,
  runScan,
  type ScanOutcome,
  storeScan,
  updateLedger,
} from '../../../pipelines/scan/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

const SCANS = [
  {
    name: 'oversold',
    title: 'oversold',
    where: 'rsi(2) < 10 and close > sma(close, 100)',
    rank: '-rsi(2)',
    direction: 'long' as const,
  },
  { name: 'leaders', title: 'leaders', where: 'rank(return_63 by sector) > 0.8', direction: 'long' as const },
];

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-scan-'));
  database = await openForWriting(join(folder, 'market.duckdb'));
  const options = ingestOptionsSchema.parse({ source: 'synthetic', symbols: 66, years: 2, seed: 5 });
  await ingest(database, options, { onProgress: () => {}, now: Date.UTC(2026, 0, 1) });
  await storeBenchmark(database);
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const scan = (options: { workers?: number; asOf?: string } = {}) =>
  runScan(database, planScan({ scans: SCANS }), { adjust: 'all', ...options });

function comparable(outcome: ScanOutcome) {
  const { workers: _, market, ...rest } = outcome;
  return { ...rest, asOf: market.asOf };
}

describe('a scan', () => {
  test('is the same, bit for bit, with one worker and with three', async () => {
    expect(comparable(await scan({ workers: 1 }))).toEqual(comparable(await scan({ workers: 3 })));
  });

  test('of an earlier date sees nothing later: it is the scan of the truncated data', async () => {
    const whole = await scan();
    const { sessions } = whole.market;
    const asOf = sessions[sessions.length - 40];
    const earlier = await scan({ asOf: isoDate(asOf) });
    // A signal of the whole history up to that date is a signal of the earlier scan, with the same score.
    const upTo = (outcome: ScanOutcome) =>
      Array.from({ length: outcome.signals.count }, (_, row) => row)
        .filter((row) => outcome.signals.time[row] <= asOf)
        .map((row) => [outcome.signals.scan[row], outcome.signals.symbol[row], outcome.signals.time[row]]);
    expect(upTo(earlier)).toEqual(upTo(whole));
    expect(earlier.market.asOf).toBe(asOf);
  });

  test('keeps delisted symbols in the ledger and out of tonight', async () => {
    const outcome = await scan();
    const { market, isCurrent, signals } = outcome;
    const ended = market.symbols
      .filter(({ index }) => outcome.lastBar[index] < market.asOf)
      .map(({ index }) => index);
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.every((index) => isCurrent[index] === 0)).toBe(true);
    expect(outcome.ranking.some((index) => ended.includes(index))).toBe(false);
    expect(ended.some((index) => signals.symbol.includes(index))).toBe(true);
  });

  test('adds up: the contributions of the families are the score', async () => {
    const { numbers, ranking } = await scan();
    const families = [...numbers.keys()].filter((name) => name.startsWith('rating_'));
    for (const symbol of ranking) {
      const sum = families.reduce((total, name) => total + (numbers.get(name) as Float64Array)[symbol], 0);
      expect(sum).toBeCloseTo((numbers.get('score') as Float64Array)[symbol], 9);
    }
    expect(ranking.length).toBeGreaterThan(30);
  });

  test('the ledger is append-only: a second night adds nothing for the same data', async () => {
    const outcome = await scan();
    await storeScan(database, 'run-1', outcome);
    const first = await updateLedger(database, 'run-1', outcome);
    await recordRun('run-1', outcome);
    const second = await updateLedger(database, 'run-2', outcome);
    expect(first.signals).toBe(outcome.signals.count);
    expect(first.outcomes).toBeGreaterThan(first.signals);
    expect(second).toEqual({ signals: 0, outcomes: 0, appeared: 0, vanished: 0 });
  });

  test('a changed history is visible: signals that vanished stay on file and are named', async () => {
    const outcome = await scan();
    const [first] = await database.rows('SELECT scan, symbol, date FROM signals ORDER BY date LIMIT 1');
    const { signals } = outcome;
    const without = Array.from({ length: signals.count }, (_, row) => row).filter(
      (row) =>
        !(
          outcome.plan.scans[signals.scan[row]].name === first.scan &&
          outcome.market.symbols[signals.symbol[row]].symbol === first.symbol &&
          isoDate(signals.time[row]) === first.date
        ),
    );
    const pick = (column: Float64Array) => Float64Array.from(without, (row) => column[row]);
    const changed: ScanOutcome = {
      ...outcome,
      signals: {
        count: without.length,
        scan: Int32Array.from(without, (row) => signals.scan[row]),
        symbol: Int32Array.from(without, (row) => signals.symbol[row]),
        time: pick(signals.time),
        score: pick(signals.score),
        close: pick(signals.close),
        forward: signals.forward.map(pick),
        benchmark: signals.benchmark.map(pick),
        due: signals.due.map(pick),
      },
    };
    const update = await updateLedger(database, 'run-3', changed);
    expect(update).toMatchObject({ signals: 0, vanished: 1 });
    const [kept] = await database.rows(
      'SELECT count(*) AS n FROM signals WHERE scan = $1 AND symbol = $2 AND date = $3::DATE',
      [first.scan, first.symbol, first.date],
    );
    expect(kept.n).toBe(1);
  });
});

async function recordRun(runId: string, outcome: ScanOutcome): Promise<void> {
  await database.run(
    `INSERT INTO runs VALUES ($1, '2026-01-01', '2026-01-01', $2::DATE, 'i', 's', 'h', 'c', 1, '{}', 1, 1, 0, 'unknown', 0)`,
    [runId, isoDate(outcome.market.asOf)],
  );
}
