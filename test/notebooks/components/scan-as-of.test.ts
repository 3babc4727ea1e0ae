import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { type DayRanking, rankAsOf } from '../../../notebooks/components/scan-as-of.js';
import { isoDate } from '../../../models/bars/index.js';
import { parseConfig } from '../../../pipelines/config/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { runStamp } from '../../../pipelines/run/index.js';
import { storeRun } from '../../../pipelines/run/run-record.js';
import { planScan, runScan, storeScan } from '../../../pipelines/scan/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';
import { marketOf } from './market-of-database.js';

const SCANS = [
  { name: 'dips', title: 'dips', where: 'rsi(2) < 70 and close > sma(close, 50)', rank: '-rsi(2)' },
  { name: 'leaders', title: 'leaders', where: 'rank(return_63 by sector) > 0.6', rank: 'score' },
];
/** Sessions before the last: half a year, in which dividends, departures and a listing follow. */
const BACK = 130;
const NIGHT = '20260101T000000-past';

let folder: string;
let database: Database;
let market: LoadedMarket;
let day: DayRanking;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-scan-as-of-'));
  database = await openForWriting(join(folder, 'market.duckdb'));
  const source = ingestOptionsSchema.parse({ source: 'synthetic', symbols: 48, years: 2, seed: 8 });
  const ingested = await ingest(database, source, { onProgress: () => {}, now: Date.UTC(2026, 0, 1) });
  // One symbol lists after that night.
  await database.run('UPDATE symbols SET first_bar = last_bar - 60 WHERE symbol_id = 9');
  await database.run(
    'DELETE FROM bars USING symbols s WHERE s.symbol_id = 9 AND bars.symbol_id = 9 AND date < s.first_bar',
  );
  await database.run(
    `INSERT INTO membership SELECT symbol, if(symbol_id % 5 = 0, last_bar - 90, first_bar), if(symbol_id % 7 = 0, last_bar - 300, NULL) FROM symbols`,
  );
  await storeBenchmark(database);
  const config = parseConfig({ scans: SCANS }, 'the test');
  const night = async (runId: string, startedAt: number, asOf?: string) => {
    const outcome = await runScan(database, planScan({ scans: config.scans }), {
      adjust: config.adjust,
      workers: 1,
      asOf,
    });
    await storeScan(database, runId, outcome);
    await storeRun(database, { stamp: runStamp({ runId, outcome }), ingested, outcome, startedAt, config });
    return outcome;
  };
  const { sessions } = (await night('20260102T000000-last', 1)).market;
  const time = sessions[sessions.length - 1 - BACK];
  await night(NIGHT, 0, isoDate(time));
  market = await marketOf(database, {
    ...(await loadRunFacts(database)),
    asOf: isoDate(sessions[sessions.length - 1]),
  });
  const work = rankAsOf(
    market,
    time,
    config.scans.map(({ name, where, rank = 'score' }) => ({ name, where, rankBy: rank })),
  );
  let step = work.next();
  while (!step.done) step = work.next();
  day = step.value;
}, 60_000);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The night's own values of a query of `symbol`, `name` and `value`. */
async function stored(sql: string): Promise<{ symbol: string; name: string; value: number }[]> {
  const rows = await database.rows(sql, [NIGHT]);
  return rows.map(({ symbol, name, value }) => ({
    symbol: String(symbol),
    name: String(name),
    value: value === null ? Number.NaN : Number(value),
  }));
}

test('the table as of a day has every score and rank that the nightly of that day stored', async () => {
  const results = await stored(
    `SELECT symbol, 'rank' AS name, rank AS value FROM results WHERE run_id = $1 ORDER BY symbol_id`,
  );
  expect(day.symbols).toEqual(results.map(({ symbol }) => symbol));
  expect(market.symbols.length).toBeGreaterThan(day.symbols.length);
  expect(Array.from(day.ranks)).toEqual(results.map(({ value }) => (Number.isNaN(value) ? 0 : value)));
  expect(day.ranks.filter((rank) => rank > 0).length).toBeGreaterThan(20);
  expect(day.ranks).toContain(0);
  const scores = await stored(
    `SELECT symbol, 'score' AS name, score AS value FROM results WHERE run_id = $1 ORDER BY symbol_id`,
  );
  expect(Array.from(day.values.score)).toEqual(scores.map(({ value }) => value));
});

test('and every part of a score and every feature, to the last bit', async () => {
  const place = new Map(day.symbols.map((symbol, s) => [symbol, s]));
  const values = await stored(
    `SELECT symbol, feature AS name, value FROM feature_values JOIN symbols USING (symbol_id) WHERE run_id = $1
     UNION ALL SELECT symbol, 'rating_' || family, contribution FROM contributions JOIN symbols USING (symbol_id) WHERE run_id = $1`,
  );
  expect(values.length).toBeGreaterThan(1000);
  const differing = values.filter(
    ({ symbol, name, value }) => !Object.is(day.values[name][place.get(symbol) as number], value),
  );
  expect(differing).toEqual([]);
});

test('and the matches of every named scan, in their order', async () => {
  for (const { name } of SCANS) {
    const matches = await stored(
      `SELECT symbol, scan AS name, m.rank AS value FROM matches m JOIN symbols USING (symbol_id) WHERE run_id = $1 AND scan = '${name}' ORDER BY m.rank`,
    );
    expect(matches.length).toBeGreaterThan(0);
    expect(day.matches[name].map((s) => day.symbols[s])).toEqual(matches.map(({ symbol }) => symbol));
  }
});
