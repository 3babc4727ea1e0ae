import { describe, expect, test } from 'vitest';
import { isoDate, alignBenchmark, eligibleBars } from '../../../models/bars/index.js';
import { loadMarket, storeBenchmark, streamBars } from '../../../pipelines/market/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

const DAY = 86_400_000;

async function market(
  bars: readonly (readonly [symbol: string, date: string, close: number])[],
): Promise<Database> {
  const database = await openForWriting(':memory:');
  const symbols = [...new Set(bars.map(([symbol]) => symbol))].sort();
  for (const [id, symbol] of symbols.entries()) {
    await database.run(
      `INSERT INTO symbols VALUES ($1, $2, NULL, NULL, NULL, FALSE, '2020-01-01', '2020-12-31', 1, FALSE, 'hash')`,
      [id, symbol],
    );
    for (const [, date, close] of bars.filter((bar) => bar[0] === symbol)) {
      await database.run('INSERT INTO bars VALUES ($1, $2::DATE, $3, $3, $3, $3, 100)', [id, date, close]);
    }
  }
  await database.run(
    `INSERT INTO ingests VALUES ('i', '2026-01-01', 'csv', 'csv: t', FALSE, 'f', 'h', 1, 1, 0, '{}')`,
  );
  await storeBenchmark(database);
  return database;
}

describe('the market', () => {
  test('the as-of session is the last full one: a symbol ahead of the others does not make a session', async () => {
    const database = await market([
      ['A', '2020-01-02', 1],
      ['B', '2020-01-02', 1],
      ['C', '2020-01-02', 1],
      ['A', '2020-01-03', 1],
      ['B', '2020-01-03', 1],
      ['C', '2020-01-03', 1],
      ['A', '2020-01-06', 1],
    ]);
    expect(isoDate((await loadMarket(database)).asOf)).toBe('2020-01-03');
    database.close();
  });

  test('an as-of on a day without a session is the session before', async () => {
    const database = await market([
      ['A', '2020-01-02', 1],
      ['A', '2020-01-03', 1],
      ['A', '2020-01-06', 1],
    ]);
    expect(isoDate((await loadMarket(database, '2020-01-05')).asOf)).toBe('2020-01-03');
    await expect(loadMarket(database, '2019-12-31')).rejects.toThrow(
      'before the first bar in the data, 2020-01-02',
    );
    database.close();
  });

  test('without a benchmark the equal-weighted mean return of the universe is one', async () => {
    const database = await market([
      ['A', '2020-01-02', 100],
      ['B', '2020-01-02', 100],
      ['A', '2020-01-03', 110],
      ['B', '2020-01-03', 100],
    ]);
    const { benchmark } = await loadMarket(database);
    expect(benchmark.label).toBe('equal-weighted universe');
    expect(benchmark.close[0]).toBeCloseTo(105, 10);
    database.close();
  });

  test('bars come symbol by symbol, whole, up to the as-of date', async () => {
    const database = await market([
      ['A', '2020-01-02', 1],
      ['A', '2020-01-03', 2],
      ['B', '2020-01-02', 3],
      ['B', '2020-01-06', 4],
    ]);
    const read: [number, number[]][] = [];
    for await (const { index, bars } of streamBars(database, Date.UTC(2020, 0, 3)))
      read.push([index, [...bars.close]]);
    expect(read).toEqual([
      [0, [1, 2]],
      [1, [3]],
    ]);
    database.close();
  });
});

test('the benchmark on a bar is the last one known by then, never a later one', () => {
  const benchmark = { time: Float64Array.of(DAY, 3 * DAY), close: Float64Array.of(10, 30) };
  const aligned = alignBenchmark(Float64Array.of(0, DAY, 2 * DAY, 3 * DAY), benchmark);
  expect([...aligned]).toEqual([Number.NaN, 10, 10, 30]);
});

test('a symbol without an interval on file never belonged to the universe', () => {
  const time = Float64Array.of(0, DAY, 2 * DAY);
  expect([...(eligibleBars(time, []) ?? [])]).toEqual([0, 0, 0]);
  expect([...(eligibleBars(time, [{ start: DAY, end: DAY }]) ?? [])]).toEqual([0, 1, 0]);
  expect(eligibleBars(time, undefined)).toBeUndefined();
});
