import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { sliceBars } from '../../../models/bars/index.js';
import type { PortfolioSettings } from '../../../models/simulation/index.js';
import { simulatePortfolio } from '../../../models/simulation/index.js';
import { barsOf, every, on } from './bars-of.js';
import { randomMarket } from './random-market.js';

const flat = (price: number, n = 4): Bars =>
  barsOf(Array.from({ length: n }, () => [price, price, price, price]));
const panel = { symbols: ['A', 'B', 'C'], bars: [flat(10), flat(20), flat(40)], sectors: ['x', 'x', 'y'] };
const enter = (rank: number) => ({ entry: on(4, 0), rank: every(4, rank) });
const fifth: PortfolioSettings = { cash: 1000, size: { kind: 'equity', fraction: 0.2 }, units: 'fractional' };

describe('one cash account for many symbols', () => {
  test('entries are taken in order of rank until the positions are full', () => {
    const result = simulatePortfolio(panel, [enter(1), enter(3), enter(2)], { ...fifth, maxPositions: 2 });
    expect(result.trades.map((t) => t.symbol).sort()).toEqual(['B', 'C']);
    expect(result.rejections).toMatchObject([{ symbol: 'A', reason: 'max-positions' }]);
    expect([...result.positions]).toEqual([0, 2, 2, 2]);
  });

  test('a sector takes no more positions, and no more exposure, than its cap', () => {
    const byCount = simulatePortfolio(panel, [enter(3), enter(2), enter(1)], { ...fifth, maxPerSector: 1 });
    expect(byCount.rejections).toMatchObject([{ symbol: 'B', reason: 'sector-cap' }]);
    const byValue = simulatePortfolio(panel, [enter(3), enter(2), enter(1)], { ...fifth, sectorCap: 0.19 });
    expect(byValue.rejections).toMatchObject([{ symbol: 'B', reason: 'sector-cap' }]);
  });

  test('sector limits without any known sector are an error, not a silent limit', () => {
    const unknown = { ...panel, sectors: [null, null, null] };
    expect(() => simulatePortfolio(unknown, [], { maxPerSector: 1 })).toThrow(
      'maxPerSector needs the sectors',
    );
  });

  test('a fifth of equity each is a fifth of equity, not of the cash that is left', () => {
    const result = simulatePortfolio(panel, [enter(3), enter(2), enter(1)], fifth);
    for (const trade of result.trades) expect(trade.size * trade.entryPrice).toBeCloseTo(200, 5);
  });

  test('when the cash runs out the last entry is cut and reported', () => {
    const half = { ...fifth, size: { kind: 'equity', fraction: 0.4 } as const };
    const result = simulatePortfolio(panel, [enter(3), enter(2), enter(1)], half);
    expect(result.rejections).toMatchObject([
      { symbol: 'C', reason: 'unaffordable', wanted: expect.closeTo(10, 5), filled: expect.closeTo(5, 5) },
    ]);
    expect(result.cash[1]).toBeGreaterThanOrEqual(0);
  });

  test('longs and shorts of equal size leave the account neutral', () => {
    const result = simulatePortfolio(panel, [enter(1), { short: on(4, 0) }, {}], fifth);
    expect(result.longValue[1]).toBeCloseTo(result.shortValue[1], 5);
    expect(result.equity[3]).toBeCloseTo(1000, 8);
  });

  test('a symbol that misses a session is valued at its last close and cannot trade', () => {
    const gappy = flat(10, 4);
    const without = { ...gappy, ...slices(gappy, [0, 1, 3]) };
    const two = { symbols: ['A', 'B'], bars: [without, flat(20)] };
    const result = simulatePortfolio(two, [{ entry: on(3, 0), exit: on(3, 1) }, {}], fifth);
    expect(result.time.length).toBe(4);
    expect(result.trades).toMatchObject([{ symbol: 'A', exitIndex: 2, exitTime: gappy.time[3] }]);
    expect(result.equity[2]).toBeCloseTo(1000, 8);
  });

  test('a symbol whose bars end is paid out at its last close, less the haircut', () => {
    const gone = flat(10, 2);
    const two = { symbols: ['A', 'B'], bars: [gone, flat(20)] };
    const sold = simulatePortfolio(two, [{ entry: on(2, 0) }, {}], fifth);
    expect(sold.trades).toMatchObject([{ reason: 'delisted', exitIndex: 1, exitPrice: 10 }]);
    const cut = simulatePortfolio(two, [{ entry: on(2, 0) }, {}], { ...fifth, delisting: { haircut: 0.5 } });
    expect(cut.equity[3]).toBeCloseTo(900, 5);
  });

  test('cash plus holdings equals equity, and profits explain it, for any market', () => {
    fc.assert(
      fc.property(
        fc.array(randomMarket(1, 30), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (markets, isLongOnly) => {
          const symbols = markets.map((_, k) => `S${k}`);
          const signals = markets.map(({ signals: s }) =>
            isLongOnly ? { entry: s.entry, exit: s.exit } : s,
          );
          const settings: PortfolioSettings = {
            size: { kind: 'equity', fraction: 0.4 },
            commission: { bps: 10 },
            maxPositions: 3,
            stopLoss: { fraction: 0.07 },
          };
          const result = simulatePortfolio({ symbols, bars: markets.map((m) => m.bars) }, signals, settings);
          result.equity.forEach((value, s) => {
            expect(value).toBeCloseTo(result.cash[s] + result.longValue[s] - result.shortValue[s], 6);
            expect(result.positions[s]).toBeLessThanOrEqual(3);
            if (isLongOnly) expect(result.cash[s]).toBeGreaterThanOrEqual(0);
          });
          const profit = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
          expect(result.equity[result.equity.length - 1]).toBeCloseTo(100_000 + profit, 4);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('target weights', () => {
  const monthly = Array.from({ length: 45 }, (_, i) => [100 + i, 101 + i, 99 + i, 100 + i]);
  const rising = barsOf(monthly);
  const level = flat(50, 45);

  test('positions are bought at the first session of a month, and fees are in the plan', () => {
    const result = simulatePortfolio({ symbols: ['A', 'B'], bars: [rising, level] }, [], {
      commission: { bps: 100 },
      units: 'fractional',
      rebalance: { selection: { kind: 'equal' } },
    });
    // 2020-01-06 is the first session; February begins at index 26. 2 w + 0.01 x 2 w = 100,000.
    expect(result.rebalances).toEqual([26]);
    expect(result.cash[26]).toBeCloseTo(0, 6);
    expect(result.longValue[26]).toBeCloseTo(100_000 / 1.01, 5);
    expect(result.positions[25]).toBe(0);
  });

  test('drift brings the weights back only when one is off by more than the limit', () => {
    const run = (drift: number) =>
      simulatePortfolio({ symbols: ['A', 'B'], bars: [rising, level] }, [], {
        units: 'fractional',
        rebalance: { drift, selection: { kind: 'equal' } },
      });
    expect(run(0.5).rebalances).toEqual([1]);
    // A / (A + B) from equal weights passes 0.55 when A has risen by 22 %: close 124 at bar 24, traded at 25.
    expect(run(0.05).rebalances.slice(0, 2)).toEqual([1, 25]);
  });

  test('drift without a calendar begins with the first session that has something to hold', () => {
    const known = every(45, 1).map((rank, i) => (i < 9 ? Number.NaN : rank));
    const { rebalances, positions } = simulatePortfolio(
      { symbols: ['A', 'B'], bars: [rising, level] },
      [{ rank: known }, { rank: every(45, Number.NaN) }],
      { units: 'fractional', rebalance: { drift: 0.5, selection: { kind: 'rank', long: 1 } } },
    );
    expect(rebalances).toEqual([10]);
    expect([positions[9], positions[10]]).toEqual([0, 1]);
  });

  test('rank holds the best, long and short in equal parts, and reads yesterday only', () => {
    // On the session of the trade itself the ranks are the other way round.
    const ranks = [3, 2, 1].map((r) => ({ rank: every(45, r).map((rank, i) => (i === 1 ? -rank : rank)) }));
    const three = { symbols: ['A', 'B', 'C'], bars: [level, level, level] };
    const result = simulatePortfolio(three, ranks, {
      units: 'fractional',
      rebalance: { calendar: 'once', selection: { kind: 'rank', long: 1, short: 1 } },
    });
    expect(result.rebalances).toEqual([1]);
    expect(result.trades.map((t) => [t.symbol, Math.sign(t.size)])).toEqual([
      ['A', 1],
      ['C', -1],
    ]);
    expect(result.longValue[1]).toBeCloseTo(50_000, 5);
    expect(result.shortValue[1]).toBeCloseTo(50_000, 5);
  });

  test('weights follow the given series; a sector over its cap is scaled down', () => {
    const weights = [0.6, 0.3].map((w) => ({ weight: every(45, w) }));
    const two = { symbols: ['A', 'B'], bars: [level, level], sectors: ['x', 'x'] };
    const settings: PortfolioSettings = {
      units: 'fractional',
      rebalance: { calendar: 'once', selection: { kind: 'weights' } },
    };
    expect(simulatePortfolio(two, weights, settings).longValue[1]).toBeCloseTo(90_000, 5);
    expect(simulatePortfolio(two, weights, { ...settings, sectorCap: 0.45 }).longValue[1]).toBeCloseTo(
      45_000,
      5,
    );
  });

  test('cash never falls below zero and profits explain the equity, whole shares and fees of every kind', () => {
    fc.assert(
      fc.property(
        fc.array(randomMarket(30, 40), { minLength: 2, maxLength: 4 }),
        fc.constantFrom('integer' as const, 'fractional' as const),
        (markets, units) => {
          const result = simulatePortfolio(
            { symbols: markets.map((_, k) => `S${k}`), bars: markets.map((m) => m.bars) },
            [],
            {
              units,
              commission: { bps: 10, perShare: 0.01, minimum: 1 },
              spreadBps: 10,
              rebalance: { calendar: 'weekly', selection: { kind: 'equal' } },
            },
          );
          for (const cash of result.cash) expect(cash).toBeGreaterThanOrEqual(-1e-6);
          const profit = result.trades.reduce((sum, trade) => sum + trade.pnl, 0);
          expect(result.equity[result.equity.length - 1]).toBeCloseTo(100_000 + profit, 4);
          expect(result.trades.reduce((sum, trade) => sum + trade.commission, 0)).toBeCloseTo(
            result.totals.commission,
            6,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test('stops do not go with target weights', () => {
    const settings: PortfolioSettings = {
      stopLoss: { fraction: 0.1 },
      rebalance: { selection: { kind: 'equal' } },
    };
    expect(() => simulatePortfolio(panel, [], settings)).toThrow('stopLoss does not apply with rebalance');
  });
});

test('a portfolio up to a session does not depend on what follows', () => {
  const modes: PortfolioSettings[] = [
    { size: { kind: 'equity', fraction: 0.4 }, maxPositions: 2, trailing: { fraction: 0.05 }, validBars: 2 },
    {
      units: 'fractional',
      rebalance: { calendar: 'weekly', selection: { kind: 'rank', long: 1, short: 1 } },
    },
    { units: 'fractional', rebalance: { drift: 0.03, selection: { kind: 'equal' } } },
  ];
  fc.assert(
    fc.property(
      fc.array(randomMarket(30, 30), { minLength: 2, maxLength: 4 }),
      fc.constantFrom(...modes),
      fc.integer({ min: 2, max: 29 }),
      (markets, mode, end) => {
        const settings = { commission: { bps: 10 }, ...mode };
        const run = (n: number) =>
          simulatePortfolio(
            {
              symbols: markets.map((_, k) => `S${k}`),
              bars: markets.map(({ bars }) => sliceBars(bars, 0, n)),
            },
            markets.map(({ bars, signals }) => ({
              entry: signals.entry?.subarray(0, n),
              exit: signals.exit?.subarray(0, n),
              rank: bars.close.subarray(0, n),
              entryLimit: mode.validBars === 2 ? bars.close.map((c) => 0.97 * c).subarray(0, n) : undefined,
            })),
            settings,
          );
        expect(run(end).equity).toEqual(run(30).equity.slice(0, end));
        expect(run(end).cash).toEqual(run(30).cash.slice(0, end));
      },
    ),
    { numRuns: 150 },
  );
});

function slices(
  bars: Bars,
  keep: number[],
): Pick<Bars, 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'> {
  const take = (values: Float64Array) => Float64Array.from(keep, (i) => values[i]);
  return {
    time: take(bars.time),
    open: take(bars.open),
    high: take(bars.high),
    low: take(bars.low),
    close: take(bars.close),
    volume: take(bars.volume),
  };
}
