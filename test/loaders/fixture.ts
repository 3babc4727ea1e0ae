import { epochDay, parseIsoDate } from '../../models/bars/index.js';
import { storeBenchmark } from '../../pipelines/market/index.js';
import { createRandom } from '../../models/random/index.js';
import {
  type AppendColumn,
  appendColumns,
  type Database,
  openForWriting,
} from '../../pipelines/store/index.js';
import { CACHE_OPTIONS, fillCache } from './cache-fixture.js';

export interface FixtureSize {
  readonly symbols: number;
  readonly sessions: number;
}

const FAMILIES = ['trend', 'momentum', 'volume', 'volatility', 'oscillator', 'breakout', 'relative strength'];
const FEATURES = ['rsi_2', 'rsi_14', 'dist_sma_200', 'return_21', 'volume_ratio', 'atr_percent'];
const SECTORS = ['Energy', 'Information Technology', 'Utilities'];
const HORIZONS = [5, 10, 21];
const RUNS = ['20180206T060000-aaaa', '20180207T060000-bbbb'];
const LAST = parseIsoDate('2018-02-07');
/** A symbol that lists later than the others. */
const LATE = 4;
const LATE_SESSIONS = 100;
/** A listing whose name is markup: pages must show it as text. */
export const HOSTILE_NAME = '<img src=x onerror="document.title=1">';

/** A small published database, the same every time: two runs, a ledger, rejections, a late and a delisted symbol. */
export async function fillFixture(path: string, size: FixtureSize): Promise<void> {
  const database = await openForWriting(path);
  const days = sessionDays(size.sessions);
  await fillMarket(database, size, days);
  await storeBenchmark(database);
  await fillRuns(database, size, days);
  await fillResults(database, size, days);
  await fillLedger(database, size, days);
  await fillCache(database, RUNS);
  await database.run('CHECKPOINT');
  database.close();
}

/** Weekdays up to the last, ascending, as epoch days. */
function sessionDays(count: number): number[] {
  const days: number[] = [];
  for (let day = epochDay(LAST); days.length < count; day--) {
    const weekday = new Date(day * 86_400_000).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.unshift(day);
  }
  return days;
}

function symbolName(index: number): string {
  return index === 0 ? 'AAA' : `S${String(index).padStart(4, '0')}`;
}

async function fillMarket(database: Database, size: FixtureSize, days: readonly number[]): Promise<void> {
  const random = createRandom(11);
  const n = size.symbols;
  const ids = integers(n);
  const lives = ids.map((i) => (i === 3 ? Math.floor(size.sessions / 2) : size.sessions));
  const starts = ids.map((i) => (i === LATE ? Math.min(LATE_SESSIONS, size.sessions - 1) : 0));
  await appendColumns(
    database,
    'symbols',
    [
      { type: 'integer', values: ids },
      { type: 'text', values: ids.map(symbolName) },
      { type: 'text', values: ids.map((i) => (i === 1 ? HOSTILE_NAME : `Company ${i}`)) },
      { type: 'text', values: ids.map((i) => (i === n - 1 ? null : SECTORS[i % SECTORS.length])) },
      { type: 'text', values: ids.map(() => null) },
      { type: 'boolean', values: ids.map((i) => i === n - 1) },
      { type: 'date', values: starts.map((start) => days[start]) },
      { type: 'date', values: lives.map((life) => days[life - 1]) },
      { type: 'integer', values: lives.map((life, i) => life - starts[i]) },
      { type: 'boolean', values: ids.map((i) => i === 3) },
      { type: 'text', values: ids.map((i) => `hash-${i}`) },
    ],
    n,
  );
  for (const id of ids) {
    const count = lives[id];
    const close = new Float64Array(count);
    let price = 20 + random.uniform() * 100;
    for (let i = 0; i < count; i++) {
      price = Math.max(1, price * (1 + 0.015 * random.normal() + 0.0003));
      close[i] = Math.round(price * 100) / 100;
    }
    const cents = (value: number) => Math.round(value * 100) / 100;
    const open = close.map((value) => cents(value * (1 + 0.004 * random.normal())));
    const high = close.map((value, i) => cents(Math.max(value, open[i]) * (1 + 0.004 * random.uniform())));
    const low = close.map((value, i) => cents(Math.min(value, open[i]) * (1 - 0.004 * random.uniform())));
    const volume = close.map(() => Math.round(1e6 * Math.exp(0.4 * random.normal())));
    const start = starts[id];
    await appendColumns(
      database,
      'bars',
      [
        { type: 'integer', values: integers(count - start).map(() => id) },
        { type: 'date', values: days.slice(start) },
        ...[open, high, low, close, volume].map(
          (values): AppendColumn => ({ type: 'double', values: values.subarray(start) }),
        ),
      ],
      count - start,
    );
  }
  await database.run(`INSERT INTO actions VALUES (0, $1::DATE, 'split', 0.5)`, [
    isoDay(days[Math.floor(days.length / 2)]),
  ]);
  await database.run(
    `INSERT INTO flags VALUES (2, '2018-02-05', 'jump', 'close +38.0 % from the bar before')`,
  );
  await database.run(
    `INSERT INTO ingests VALUES ('ingest-1', '2018-02-07 06:00:00', 'synthetic', 'synthetic', TRUE, 'fp', 'd4f1c0ffee', $1, $2, 3, '{}')`,
    [n * size.sessions + 3, n * size.sessions],
  );
  for (const line of [17, 18, 19]) {
    await database.run(
      `INSERT INTO rejections VALUES ('ingest-1', 'fixture.csv', $1, 'AAA', '2016-02-30', 'bad_date', 'no such day: 2016-02-30')`,
      [line],
    );
  }
}

async function fillRuns(database: Database, size: FixtureSize, days: readonly number[]): Promise<void> {
  for (const [r, runId] of RUNS.entries()) {
    const asOf = isoDay(days[days.length - 2 + r]);
    await database.run(
      `INSERT INTO runs VALUES ($1, $2::TIMESTAMP, $3::TIMESTAMP, $4::DATE, 'ingest-1', 'synthetic', 'd4f1c0ffee', 'a91be2', 7, $6, $5, $5, 1, 'up_quiet', 41)`,
      [runId, `${asOf} 06:00:00`, `${asOf} 06:00:12`, asOf, size.symbols, CACHE_OPTIONS],
    );
    for (const [stage, seconds] of [
      ['ingest', 3.1],
      ['scan', 1.9],
      ['site', 6.4],
    ] as const) {
      await database.run(`INSERT INTO stages VALUES ($1, $2, $3, $4, 'symbols')`, [
        runId,
        stage,
        seconds,
        size.symbols,
      ]);
    }
    await database.run(`INSERT INTO failures VALUES ($1, 'S0005', 'input', 'only 3 bars')`, [runId]);
    for (const feature of FEATURES) {
      await database.run(`INSERT INTO features VALUES ($1, $2, $3, $4, 'number', $5)`, [
        runId,
        feature,
        `the ${feature}`,
        FAMILIES[FEATURES.indexOf(feature)],
        `${feature.replaceAll('_', '(')})`,
      ]);
    }
    await appendColumns(
      database,
      'regimes',
      [
        { type: 'text', values: days.map(() => runId) },
        { type: 'date', values: days },
        { type: 'text', values: days.map((_, i) => (i < days.length - 2 ? 'up_volatile' : 'up_quiet')) },
      ],
      days.length,
    );
    for (const subject of ['score', ...FEATURES]) {
      for (const [kind, slice] of [
        ['year', '2017'],
        ['regime', 'up_quiet'],
      ]) {
        const values = [runId, subject, kind, slice];
        await database.run('INSERT INTO factor_slices VALUES ($1, $2, $3, $4, 0.02, 0.03, 200)', values);
      }
      for (const lag of [1, 5, 21])
        await database.run('INSERT INTO factor_turnover VALUES ($1, $2, $3, 0.3, 0.25, 0.97)', [
          runId,
          subject,
          lag,
        ]);
      for (const horizon of HORIZONS) {
        await database.run('INSERT INTO records VALUES ($1, $2, $3, 0.012, 0.009, 400, 20000)', [
          runId,
          subject,
          horizon,
        ]);
        for (let decile = 1; decile <= 10; decile++) {
          await database.run('INSERT INTO deciles VALUES ($1, $2, $3, $4, $5, $6, 2000)', [
            runId,
            subject,
            horizon,
            decile,
            (decile - 5.5) * 0.0004,
            0.5 + decile * 0.002,
          ]);
        }
      }
    }
  }
}

async function fillResults(database: Database, size: FixtureSize, days: readonly number[]): Promise<void> {
  const ids = integers(size.symbols - 1);
  for (const [r, runId] of RUNS.entries()) {
    const random = createRandom(100 + r);
    const parts = FAMILIES.map(() => Float64Array.from(ids, () => 10 * random.normal()));
    const score = Float64Array.from(ids, (i) => parts.reduce((sum, part) => sum + part[i], 0));
    const byScore = [...ids].sort((a, b) => score[b] - score[a]);
    const rank = ids.map((i) => byScore.indexOf(i) + 1);
    const run = ids.map(() => runId);
    await appendColumns(
      database,
      'results',
      [
        { type: 'text', values: run },
        { type: 'integer', values: ids },
        { type: 'text', values: ids.map(symbolName) },
        { type: 'date', values: ids.map(() => days[days.length - 2 + r]) },
        { type: 'integer', values: rank },
        { type: 'double', values: score },
      ],
      ids.length,
    );
    for (const [f, family] of FAMILIES.entries()) {
      await appendColumns(
        database,
        'contributions',
        [
          { type: 'text', values: run },
          { type: 'integer', values: ids },
          { type: 'text', values: ids.map(() => family) },
          { type: 'double', values: parts[f] },
        ],
        ids.length,
      );
    }
    for (const feature of FEATURES) {
      await appendColumns(
        database,
        'feature_values',
        [
          { type: 'text', values: run },
          { type: 'integer', values: ids },
          { type: 'text', values: ids.map(() => feature) },
          { type: 'double', values: ids.map((i) => (i === 4 ? Number.NaN : 50 + 10 * random.normal())) },
        ],
        ids.length,
      );
    }
    await database.run(
      `INSERT INTO scans VALUES ($1, 'oversold', 'Oversold in an uptrend', 'rsi(2) < 10 and close > sma(close, 200)', '-rsi(2)', 'long', 4)`,
      [runId],
    );
    for (let k = 0; k < 4; k++) {
      await database.run(`INSERT INTO matches VALUES ($1, 'oversold', $2, $3, $4)`, [
        runId,
        byScore[k + r],
        k + 1,
        -k,
      ]);
    }
  }
}

async function fillLedger(database: Database, size: FixtureSize, days: readonly number[]): Promise<void> {
  const random = createRandom(5);
  for (let k = 0; k < 120; k++) {
    const at = Math.floor(((days.length - 1) * (k + 1)) / 120);
    const symbol = symbolName(k % (size.symbols - 1));
    await database.run(
      `INSERT INTO signals VALUES ('oversold', 'rsi(2) < 10', $1, $2::DATE, $3, 'd4f1c0ffee', 'long', $4, 50)`,
      [symbol, isoDay(days[at]), RUNS[0], random.normal()],
    );
    for (const horizon of [1, 5, 10, 21]) {
      if (at + horizon >= days.length) continue;
      await database.run(`INSERT INTO outcomes VALUES ('oversold', $1, $2::DATE, $3, $4::DATE, $5, $6, $7)`, [
        symbol,
        isoDay(days[at]),
        horizon,
        isoDay(days[at + horizon]),
        at + horizon === days.length - 1 ? RUNS[1] : RUNS[0],
        0.02 * random.normal() + 0.002,
        0.01 * random.normal(),
      ]);
    }
  }
}

function integers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
