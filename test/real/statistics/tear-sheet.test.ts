import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { factorTearSheet, scoreRecord } from '../../../models/statistics/index.js';

const shared = process.env.TECHNIC_SHARED ?? `${import.meta.dirname}/../../../../shared`;
const file = `${shared}/data/us_sp500_5yr/all_stocks_5yr.parquet`;
const title = existsSync(file)
  ? 'the tear sheet of five-day reversal on the S&P 500, 2013 to 2018'
  : `the tear sheet on real bars: skipped, no ${file} (set TECHNIC_SHARED)`;

interface Panel {
  readonly sessions: number;
  readonly symbols: number;
  /** Date-major closes, NaN = no bar. */
  readonly close: Float64Array;
}

async function loadPanel(): Promise<Panel> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(
    'SELECT symbol, date::VARCHAR AS date, close FROM read_parquet($file) WHERE close IS NOT NULL ORDER BY date, symbol',
    { file },
  );
  const rows = result.getRows() as [string, string, number][];
  const dates = new Map([...new Set(rows.map(([, date]) => date))].sort().map((date, t) => [date, t]));
  const names = new Map([...new Set(rows.map(([symbol]) => symbol))].sort().map((symbol, s) => [symbol, s]));
  const close = new Float64Array(dates.size * names.size).fill(Number.NaN);
  for (const [symbol, date, value] of rows) {
    close[(dates.get(date) ?? 0) * names.size + (names.get(symbol) ?? 0)] = value;
  }
  connection.closeSync();
  return { sessions: dates.size, symbols: names.size, close };
}

/** close[t + ahead] / close[t] − 1 for positive `ahead`; close[t] / close[t + ahead] − 1 for negative. */
function change({ close, symbols }: Panel, ahead: number): Float64Array {
  const shift = ahead * symbols;
  return close.map((value, i) => {
    const other = close[i + shift] ?? Number.NaN;
    return ahead > 0 ? other / value - 1 : value / other - 1;
  });
}

/** Rank correlation the slow way: ranks by counting, Pearson by definition. */
function naiveRankIc(x: readonly number[], y: readonly number[]): number {
  const rank = (values: readonly number[]) =>
    values.map((v) => values.filter((w) => w < v).length + (values.filter((w) => w === v).length + 1) / 2);
  const [a, b] = [rank(x), rank(y)];
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const products = mean(a.map((v, k) => (v - ma) * (b[k] - mb)));
  return products / Math.sqrt(mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2)));
}

describe.skipIf(!existsSync(file))(title, () => {
  test('agrees with a slow computation, and its parts with each other', async () => {
    const panel = await loadPanel();
    const { sessions, symbols } = panel;
    expect([sessions, symbols]).toEqual([1259, 505]);
    const factor = change(panel, -5).map((value) => -value);
    const forward = [1, 5, 21].map((horizon) => ({ horizon, values: change(panel, horizon) }));
    const sheet = factorTearSheet({ factor, sessions, symbols, forward });
    const [daily] = sheet.horizons;
    for (let t = 40; t < 1240; t += 150) {
      const pairs = Array.from({ length: symbols }, (_, s) => [
        factor[t * symbols + s],
        forward[0].values[t * symbols + s],
      ]).filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
      const expected = naiveRankIc(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      );
      expect(daily.daily.ic[t]).toBeCloseTo(expected, 12);
      expect(daily.daily.pairs[t]).toBe(pairs.length);
    }
    const record = scoreRecord(factor, forward, sessions, symbols);
    sheet.horizons.forEach(({ ic }, h) => expect(record[h].ic).toEqual(ic));
    for (const { horizon, ic } of sheet.horizons) {
      // Five first sessions have no factor, the last `horizon` no return.
      expect(ic.n).toBe(sessions - 5 - horizon);
      expect(Math.abs(ic.mean)).toBeLessThan(0.05);
      // Daily ICs in one universe scatter far more than 1/√505: the error must say so.
      expect(ic.standardError).toBeGreaterThan(1 / Math.sqrt(symbols * ic.n));
    }
    expect(sheet.decay[0].ic.mean).toBe(daily.ic.mean);
    expect(sheet.turnover[0].rankAutocorrelation).toBeGreaterThan(0.6);
    expect(sheet.turnover[1].rankAutocorrelation).toBeLessThan(0.2);
  });
});
