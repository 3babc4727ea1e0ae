import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIsoDate } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import {
  figuresByPeriod,
  figuresByRegime,
  type TradeRow,
  tradesByGroup,
} from '../../../models/statistics/index.js';

const DAY = 86_400_000;

function trade(
  entryTime: number,
  exitTime: number,
  pnl: number,
  status: 'closed' | 'open' = 'closed',
): TradeRow {
  return {
    entryTime,
    exitTime,
    size: 1,
    entryPrice: 100,
    exitPrice: 100 + pnl,
    pnl,
    return: pnl / 100,
    commission: 0,
    mae: 0,
    mfe: 0,
    barsHeld: 1,
    status,
  };
}

describe('figuresByPeriod', () => {
  const time = Float64Array.from(
    ['2015-12-30', '2015-12-31', '2016-01-04', '2016-01-05', '2016-04-01'],
    parseIsoDate,
  );
  const equity = Float64Array.of(100, 110, 99, 121, 133.1);

  test('a year starts at the last close before it', () => {
    const rows = figuresByPeriod(
      equity,
      time,
      [trade(time[0], time[2], 5), trade(time[3], time[4], -1)],
      'year',
    );
    expect(rows.map(({ period, bars, trades, pnl }) => [period, bars, trades, pnl])).toEqual([
      ['2015', 2, 0, 0],
      ['2016', 3, 2, 4],
    ]);
    expect(rows[0].totalReturn).toBeCloseTo(0.1, 14);
    expect(rows[1].totalReturn).toBeCloseTo(0.21, 14);
    expect(rows[1].maxDrawdown).toBeCloseTo(-0.1, 14);
    expect([rows[0].winRate, rows[1].winRate]).toEqual([Number.NaN, 0.5]);
  });

  test('months and quarters are named as usual', () => {
    expect(figuresByPeriod(equity, time, [], 'month').map(({ period }) => period)).toEqual([
      '2015-12',
      '2016-01',
      '2016-04',
    ]);
    expect(figuresByPeriod(equity, time, [], 'quarter').map(({ period }) => period)).toEqual([
      '2015-Q4',
      '2016-Q1',
      '2016-Q2',
    ]);
  });

  test('returns of the periods compound to the total, with a benchmark too', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 600 }), (seed, bars) => {
        const random = createRandom(seed);
        const path = new Float64Array(bars).fill(100);
        for (let i = 1; i < bars; i++) path[i] = path[i - 1] * Math.exp(0.02 * random.normal());
        const axis = Float64Array.from({ length: bars }, (_, i) => i * DAY);
        const rows = figuresByPeriod(path, axis, [], 'month', { benchmark: path });
        const compounded = rows.reduce((product, row) => product * (1 + row.totalReturn), 1);
        expect(compounded / (path[bars - 1] / path[0])).toBeCloseTo(1, 10);
        for (const row of rows) expect(row.benchmarkReturn).toBe(row.totalReturn);
        expect(rows.reduce((sum, row) => sum + row.bars, 0)).toBe(bars);
      }),
      { numRuns: 30 },
    );
  });
});

describe('figuresByRegime', () => {
  test('a return belongs to the regime of the close before it', () => {
    const equity = Float64Array.of(100, 110, 99, 108.9);
    const time = Float64Array.of(0, DAY, 2 * DAY, 3 * DAY);
    const rows = figuresByRegime(equity, time, [trade(2 * DAY, 3 * DAY, 9)], ['up', 'down', 'up', 'down']);
    expect(rows.map(({ regime, bars }) => [regime, bars])).toEqual([
      ['up', 2],
      ['down', 1],
    ]);
    expect(rows[0].totalReturn).toBeCloseTo(0.21, 14);
    expect(rows[1].totalReturn).toBeCloseTo(-0.1, 14);
    expect([rows[0].trades, rows[1].trades, rows[1].pnl]).toEqual([0, 1, 9]);
    expect(rows[1].sharpe).toBeNaN();
  });

  test('bars without a label are unknown; too few labels are an error', () => {
    const equity = Float64Array.of(1, 2, 3);
    const time = Float64Array.of(0, 1, 2);
    expect(figuresByRegime(equity, time, [], [undefined, 'a', 'a']).map(({ regime }) => regime)).toEqual([
      'a',
      'unknown',
    ]);
    expect(() => figuresByRegime(equity, time, [], ['a'])).toThrow('3 bars need as many labels, had 1');
  });
});

describe('tradesByGroup', () => {
  test('closed trades by group, the best first; open ones are left out', () => {
    const trades = [trade(0, 1, 10), trade(1, 2, -4), trade(2, 3, 20), trade(3, 4, 99, 'open')];
    const rows = tradesByGroup(trades, ({ entryTime }) => (entryTime < 2 ? 'early' : undefined));
    expect(rows.map(({ group, trades, pnl }) => [group, trades, pnl])).toEqual([
      ['unknown', 1, 20],
      ['early', 2, 6],
    ]);
    expect(rows[1]).toMatchObject({ winRate: 0.5, profitFactor: 2.5, averageBarsHeld: 1 });
    expect(rows[1].meanReturn).toBeCloseTo(0.03, 15);
    expect(rows[0].profitFactor).toBeNaN();
    expect(rows[0].share + rows[1].share).toBeCloseTo(1, 15);
  });
});
