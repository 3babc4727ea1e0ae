import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingested } from '../../pipelines/ingest/workbench.js';

const SHARED = process.env.TECHNIC_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const data = (path: string) => join(SHARED, 'data', path);
const MAIN = data('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');

describe.skipIf(!existsSync(MAIN))('ingest of real data (needs ../shared)', () => {
  it('the S&P 500 CSV: 11 rows rejected, and every other known defect flagged', async () => {
    const started = performance.now();
    await ingested({ source: 'csv', path: MAIN }, async (summary, database) => {
      console.info(`CSV: ${Math.round(performance.now() - started)} ms`);
      expect(summary).toMatchObject({
        rowsRead: 619_040,
        rowsAccepted: 619_029,
        rowsRejected: 11,
        symbols: 505,
        rejectionsByReason: { missing_price: 11 },
        firstDate: '2013-02-08',
        lastDate: '2018-02-07',
      });
      const key = (row: Record<string, unknown>) => `${row.symbol} ${row.date} ${row.kind}`;
      const flags = await database.rows(
        'SELECT symbol, date::VARCHAR AS date, kind, detail FROM flags JOIN symbols USING (symbol_id)',
      );
      const rejections = await database.rows('SELECT symbol, date, reason AS kind FROM rejections');
      const flagged = new Map(flags.map((row) => [key(row), String(row.detail)]));
      const rejected = new Set(rejections.map(key));
      const rejectedDays = new Set(rejections.map((row) => `${row.symbol} ${row.date}`));
      const defects = readDefects();
      expect(
        defects
          .filter(({ kind }) => kind === 'missing_price')
          .map(key)
          .sort(),
      ).toEqual([...rejected].sort());
      for (const defect of defects) {
        if (rejectedDays.has(`${defect.symbol} ${defect.date}`)) continue;
        expect(flagged.has(key(defect)), `${key(defect)}: ${defect.detail}`).toBe(true);
        if (defect.kind === 'gap') expect(flagged.get(key(defect))).toBe(defect.detail);
      }
      const known = new Set(defects.map(key));
      const expected = new Set(['gap', 'late_start']);
      // Beyond the list: only the holes that the rejected rows leave behind.
      for (const row of flags) {
        if (known.has(key(row))) continue;
        expect(expected.has(String(row.kind)), key(row)).toBe(true);
        const isHole = rejections.some(({ symbol }) => symbol === row.symbol);
        expect(isHole, key(row)).toBe(true);
      }
    });
  });

  it('the same prices from Parquet are the same bars', async () => {
    const sql = 'SELECT count(*) AS n, sum(close) AS close, sum(volume) AS volume FROM bars';
    const look = async (
      summary: { rowsRejected: number },
      database: Parameters<Parameters<typeof ingested>[1]>[1],
    ) => [
      summary.rowsRejected,
      await database.rows(sql),
      await database.rows('SELECT symbol, content_hash FROM symbols ORDER BY symbol_id'),
    ];
    const csv = await ingested({ source: 'csv', path: MAIN }, look);
    const path = data('us_sp500_5yr/all_stocks_5yr.parquet');
    const parquet = await ingested({ source: 'parquet', path }, look);
    expect(parquet[0]).toBe(11);
    expect(parquet[2]).toEqual(csv[2]);
  });

  it('the wide set with actions, names, sectors, membership and the index: the counts of its README', async () => {
    const started = performance.now();
    await ingested(
      {
        source: 'parquet',
        path: data('us_wide_2015_2017/bars.parquet'),
        actionsPath: data('us_wide_2015_2017/actions.csv.gz'),
        symbolsPath: data('us_wide_2015_2017/symbols.csv.gz'),
        sectorsPath: data('reference_data/sp500_constituents_2018-04-02.csv'),
        membershipPath: data('reference_data/sp500_ticker_start_end.csv'),
        benchmark: data('benchmark/spx_daily_1990_2022.csv.gz'),
      },
      async (summary, database) => {
        console.info(`Parquet: ${Math.round(performance.now() - started)} ms`);
        const [{ n: index }] = await database.rows(
          "SELECT bars AS n FROM symbols WHERE symbol = '^SPX' AND is_benchmark",
        );
        expect(summary).toMatchObject({
          rowsRead: 2_251_508 + Number(index),
          rowsRejected: 12,
          symbols: 5_127,
          rejectionsByReason: { non_positive_price: 12 },
          firstDate: '2015-03-20',
          lastDate: '2017-03-31',
        });
        expect(summary.rowsAccepted).toBe(summary.rowsRead - 12);
        const [actions] = await database.rows(
          "SELECT count(*) FILTER (kind = 'dividend') AS dividends, count(*) FILTER (kind = 'split') AS splits FROM actions",
        );
        expect(actions).toEqual({ dividends: 21_152, splits: 270 });
        const [ended] = await database.rows('SELECT count(*) AS n FROM symbols WHERE ended_early');
        expect(ended).toEqual({ n: 800 });
        const flags = summary.flagsByKind;
        expect(flags.close_outside_range).toBe(1);
        expect(flags.zero_volume).toBeGreaterThanOrEqual(59_711 - 12);
        expect(flags.flat_bar).toBeGreaterThanOrEqual(95_136 - 12);
        expect(flags.holiday_bar).toBeGreaterThanOrEqual(130 - 12);
        expect(flags.high_lt_low ?? 0).toBe(0);
      },
    );
  });

  it('Lean’s unadjusted bars, the long history and an index without volume are read as they are', async () => {
    const lean = await ingested(
      { source: 'csv', path: data('corporate_actions/lean_daily_raw.csv.gz') },
      (s) => s,
    );
    expect(lean).toMatchObject({ rowsRead: 60_913, rowsRejected: 0, symbols: 16 });
    const long = await ingested({ source: 'parquet', path: data('us_long_history/bars.parquet') }, (s) => s);
    expect(long).toMatchObject({ rowsRead: 357_050, rowsRejected: 0, symbols: 47, firstDate: '1962-01-02' });
    const vix = await ingested({ source: 'csv', path: data('benchmark/vix_daily.csv.gz') }, (s) => s);
    expect(vix).toMatchObject({ rowsRead: 9_235, symbols: 1 });
    expect(vix.flagsByKind.missing_volume).toBe(1);
  });
});

function readDefects(): { symbol: string; date: string; kind: string; detail: string }[] {
  const [, ...lines] = readFileSync(data('us_sp500_5yr/defects.csv'), 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => {
    const [symbol, date, kind, ...detail] = line.split(',');
    return { symbol, date, kind, detail: detail.join(',') };
  });
}
