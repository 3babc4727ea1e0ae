import { beforeAll, describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { isoDate } from '../../../models/bars/index.js';
import type { Trade } from '../../../models/simulation/index.js';
import { fillRulesOf, simulate } from '../../../models/simulation/index.js';
import { expectedStrategies } from './expected-signals.js';
import { hasShared, mainBars, queryShared } from './shared-data.js';

const SYMBOLS = ['AAPL', 'XOM', 'JPM'];
const TOLERANCE = 1e-9;

describe.skipIf(!hasShared)(
  'the strategies of expected/README.md (needs ../shared or TECHNIC_SHARED)',
  () => {
    let bars: Map<string, Bars>;
    let trades: Record<string, unknown>[];
    let figures: Record<string, unknown>[];
    const equities = new Map<string, Record<string, unknown>[]>();

    beforeAll(async () => {
      bars = await mainBars(SYMBOLS);
      trades = await queryShared(
        "select * replace (entry_date::varchar as entry_date, exit_date::varchar as exit_date) from '{data}/expected/trades.csv'",
      );
      figures = await queryShared("select * from '{data}/expected/figures.csv'");
      for (const symbol of SYMBOLS) {
        equities.set(symbol, await queryShared(`select * from '{data}/expected/equity_${symbol}.csv.gz'`));
      }
    });

    for (const strategy of expectedStrategies) {
      for (const symbol of SYMBOLS) {
        test(`${strategy.name} ${symbol} gives the expected trades, equity and fees`, () => {
          const data = bars.get(symbol) as Bars;
          const result = simulate(data, strategy.signals(data), strategy.settings);
          const expected = trades.filter((t) => t.strategy === strategy.name && t.symbol === symbol);
          expect(result.trades.length).toBe(expected.length);
          result.trades.forEach((trade, k) => expectTrade(trade, expected[k]));

          const curve = (equities.get(symbol) ?? []).map((row) => Number(row[strategy.name]));
          expect(result.equity.length).toBe(curve.length);
          expect(largestRelativeDifference(result.equity, curve)).toBeLessThan(TOLERANCE);

          const figure = figures.find((f) => f.strategy === strategy.name && f.symbol === symbol);
          expectClose(result.totals.commission, Number(figure?.total_commission));
          const held = result.position.filter((p) => p !== 0).length;
          expectClose(held / data.time.length, Number(figure?.exposure_close));
        });
      }
    }

    test('S4F as vectorbt gives what vectorbt gave, to the cent', async () => {
      const engines = await queryShared(
        "select * from '{data}/expected/engines.csv' where strategy = 'S4F' and engine like 'vectorbt%'",
      );
      const strategy = expectedStrategies.find(({ name }) => name === 'S4F');
      expect(engines.length).toBe(3);
      for (const row of engines) {
        const data = bars.get(String(row.symbol)) as Bars;
        const settings = { ...strategy?.settings, rules: fillRulesOf('vectorbt') };
        const { equity, trades, totals } = simulate(data, strategy?.signals(data) ?? {}, settings);
        expectClose(equity[equity.length - 1], Number(row.final_equity));
        expect(trades.filter((trade) => trade.status === 'closed').length).toBe(Number(row.closed_trades));
        expectClose(totals.commission, Number(row.commission_reported));
      }
    });
  },
);

function expectTrade(trade: Trade, expected: Record<string, unknown>): void {
  expect([
    isoDate(trade.entryTime),
    isoDate(trade.exitTime),
    trade.entryIndex,
    trade.exitIndex,
    trade.size,
    trade.status,
  ]).toEqual([
    expected.entry_date,
    expected.exit_date,
    Number(expected.entry_bar),
    Number(expected.exit_bar),
    Number(expected.size),
    expected.status,
  ]);
  // The files call S6's exit after five bars a signal; ours names it.
  expect(trade.reason === 'time' ? 'signal' : trade.reason).toBe(expected.exit_reason);
  expectClose(trade.entryPrice, Number(expected.entry_price));
  expectClose(trade.exitPrice, Number(expected.exit_price));
  expectClose(trade.pnl, Number(expected.pnl));
  expectClose(trade.return, Number(expected.return));
  expectClose(trade.commission, Number(expected.commission));
}

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(expected)));
}

function largestRelativeDifference(actual: Float64Array, expected: readonly number[]): number {
  return actual.reduce((worst, value, i) => Math.max(worst, Math.abs(value / expected[i] - 1)), 0);
}
