import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import {
  createFigureWorkspace,
  FIGURES,
  figures,
  fillFigures,
  periodsPerYear,
  quantile,
  type TradeRow,
  tradeColumns,
} from '../../../models/statistics/index.js';

const DAY = 86_400_000;
const axis = (bars: number) => Float64Array.from({ length: bars }, (_, i) => i * DAY);

function trade(entry: number, exit: number, pnl: number, change: Partial<TradeRow> = {}): TradeRow {
  return {
    entryTime: entry * DAY,
    exitTime: exit * DAY,
    size: 10,
    entryPrice: 100,
    exitPrice: 100 + pnl / 10,
    pnl,
    return: pnl / 1000,
    commission: 1,
    mae: -0.01,
    mfe: 0.02,
    barsHeld: exit - entry,
    status: 'closed',
    ...change,
  };
}

function randomEquity(seed: number, bars: number, idle = 0): Float64Array {
  const random = createRandom(seed);
  const equity = new Float64Array(bars);
  let value = 100_000;
  for (let i = 0; i < bars; i++) {
    equity[i] = value;
    if (random.uniform() >= idle) value *= 1 + 0.01 * random.studentT(4);
    value = Math.max(value, 1);
  }
  return equity;
}

describe('figures', () => {
  test('there are at least 60, each with a name of its own, a definition and a source', () => {
    expect(FIGURES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(FIGURES.map((figure) => figure.name)).size).toBe(FIGURES.length);
    for (const figure of FIGURES) {
      expect(figure.definition.length, figure.name).toBeGreaterThan(10);
      expect(figure.source, figure.name).not.toBe('');
    }
  });

  test('five bars worked by hand', () => {
    // 100 → 110 → 99 → 99 → 121: returns 0.1, −0.1, 0, 2/9.
    const equity = Float64Array.of(100, 110, 99, 99, 121);
    const f = figures(equity, axis(5), []);
    const mean = 2 / 9 / 4;
    const squares = [0.1, -0.1, 0, 2 / 9].reduce((sum, r) => sum + (r - mean) ** 2, 0);
    expect(f.totalReturn).toBeCloseTo(0.21, 15);
    expect(f.cagr).toBeCloseTo(1.21 ** (365.25 / 4) - 1, 6);
    expect(f.meanReturn).toBeCloseTo(mean, 15);
    expect(f.sharpe).toBeCloseTo((mean / Math.sqrt(squares / 3)) * Math.sqrt(252), 12);
    expect(f.sortino).toBeCloseTo((mean / Math.sqrt(0.01 / 4)) * Math.sqrt(252), 12);
    expect(f.omega).toBeCloseTo((0.1 + 2 / 9) / 0.1, 12);
    expect(f.positiveReturns).toBe(0.5);
    expect(f.maxDrawdown).toBeCloseTo(-0.1, 15);
    expect([f.ddPeak, f.ddTrough, f.ddRecovery]).toEqual([DAY, 2 * DAY, 4 * DAY]);
    expect([f.longestDrawdownDays, f.longestDrawdownBars, f.drawdowns]).toEqual([3, 3, 1]);
    expect(f.timeUnderwater).toBe(0.4);
    expect(f.ulcerIndex).toBeCloseTo(Math.sqrt(0.02 / 5), 14);
    expect(f.painIndex).toBeCloseTo(0.04, 14);
    expect(f.recoveryFactor).toBeCloseTo(2.1, 13);
    expect(f.currentDrawdown).toBe(0);
  });

  test('the peak is the last bar at the maximum; a drawdown still open runs to the last bar', () => {
    const f = figures(Float64Array.of(100, 100, 90, 95), axis(4), []);
    expect([f.ddPeak, f.ddTrough]).toEqual([DAY, 2 * DAY]);
    expect(f.ddRecovery).toBeNaN();
    expect(f.longestDrawdownDays).toBe(2);
    expect(f.currentDrawdown).toBeCloseTo(-0.05, 15);
  });

  test('trades worked by hand; an open trade counts for its fee, its exposure and nothing else', () => {
    const trades = [
      trade(1, 3, 50),
      trade(4, 5, -20, { size: -10 }),
      trade(5, 7, 30),
      trade(8, 9, 500, { status: 'open' }),
    ];
    const f = figures(new Float64Array(10).fill(1000), axis(10), trades);
    expect([f.closedTrades, f.openAtEnd, f.longTrades, f.shortTrades]).toEqual([3, 1, 2, 1]);
    expect(f.winRate).toBeCloseTo(2 / 3, 15);
    expect(f.profitFactor).toBe(4);
    expect(f.expectancyCash).toBe(20);
    expect(f.sqn).toBeCloseTo((Math.sqrt(3) * 20) / Math.sqrt((900 + 1600 + 100) / 2), 13);
    expect(f.payoffRatio).toBe(2);
    expect(f.kelly).toBeCloseTo(2 / 3 - 1 / 3 / 2, 15);
    expect([f.averageWin, f.averageLoss, f.grossProfit, f.grossLoss]).toEqual([40, -20, 80, -20]);
    expect([f.bestTrade, f.worstTrade]).toEqual([0.05, -0.02]);
    expect([f.winStreak, f.lossStreak]).toEqual([1, 1]);
    expect(f.totalCommission).toBe(4);
    expect([f.averageBarsHeld, f.maxBarsHeld]).toEqual([5 / 3, 2]);
    // At the close: bars 1, 2, 4, 5, 6, 8, 9. Inclusive, closed: 1–3, 4–7.
    expect([f.exposureClose, f.exposureClosedTradesInclExitBar]).toEqual([0.7, 0.7]);
    expect(f.averageMae).toBeCloseTo(-0.01, 15);
  });

  test('a trade entered and stopped in one bar exposes that bar, but not its close', () => {
    const f = figures(new Float64Array(10).fill(1), axis(10), [trade(1, 3, 1), trade(4, 4, -1)]);
    expect([f.exposureClosedTradesInclExitBar, f.exposureClose]).toEqual([0.4, 0.2]);
  });

  test('overlapping trades expose a bar once', () => {
    const f = figures(new Float64Array(10).fill(1), axis(10), [
      trade(1, 8, 1),
      trade(2, 4, 1),
      trade(6, 9, 1),
    ]);
    expect(f.exposureClose).toBe(0.8);
  });

  test('an account that never moved has no Sharpe ratio, and neither has one that grew like a clock', () => {
    const flat = figures(new Float64Array(50).fill(1e5), axis(50), []);
    expect([flat.totalReturn, flat.volAnnual, flat.maxDrawdown]).toEqual([0, 0, 0]);
    for (const name of ['sharpe', 'sortino', 'calmar', 'psrVs0', 'skewG1', 'winRate', 'profitFactor']) {
      expect(flat[name], name).toBeNaN();
    }
    const clock = figures(
      Float64Array.from({ length: 300 }, (_, i) => 1e5 * 1.001 ** i),
      axis(300),
      [],
    );
    expect(clock.sharpe).toBeNaN();
    expect(clock.meanReturn).toBeCloseTo(0.001, 14);
  });

  test('one bar and no bars give unknowns, not errors', () => {
    expect(figures(Float64Array.of(5), axis(1), []).sharpe).toBeNaN();
    expect(figures(new Float64Array(0), axis(0), []).finalEquity).toBeNaN();
  });

  test('a ruined account has a growth of −1', () => {
    const f = figures(Float64Array.of(100, 50, 0, 0), axis(4), []);
    expect([f.cagr, f.totalReturn, f.maxDrawdown]).toEqual([-1, -1, -1]);
    expect(Number.isFinite(f.sharpe)).toBe(true);
  });

  test('against itself as benchmark: beta 1, alpha 0, captures 1, no tracking error', () => {
    const equity = randomEquity(1, 300);
    const f = figures(equity, axis(300), [], { benchmark: equity });
    expect(f.beta).toBeCloseTo(1, 12);
    expect(f.correlation).toBeCloseTo(1, 12);
    expect(f.alpha).toBeCloseTo(0, 12);
    expect([f.upCapture, f.downCapture, f.trackingError, f.excessReturn]).toEqual([1, 1, 0, 0]);
    expect(figures(equity, axis(300), []).beta).toBeNaN();
  });

  test('against a benchmark, three returns worked by hand', () => {
    // r = 0.1, 0, −0.1; b = 0.05, −0.05, 0: active 0.05, 0.05, −0.1, mean 0, Σ² 0.015.
    const f = figures(Float64Array.of(100, 110, 110, 99), axis(4), [], {
      benchmark: Float64Array.of(100, 105, 99.75, 99.75),
    });
    expect(f.trackingError).toBeCloseTo(Math.sqrt(0.015 / 2) * Math.sqrt(252), 12);
    expect(f.informationRatio).toBeCloseTo(0, 12);
    // cov = Σ (r − 0)(b − 0)/3 = 0.005/3, var b = 0.005/3.
    expect([f.beta, f.correlation]).toEqual([expect.closeTo(1, 12), expect.closeTo(0.5, 12)]);
    // Up: 10 % against 5 %; down: 0 against −5 %.
    expect([f.upCapture, f.downCapture]).toEqual([expect.closeTo(2, 12), expect.closeTo(0, 12)]);
    expect([f.benchmarkReturn, f.excessReturn].map((x) => x.toFixed(6))).toEqual(['-0.002500', '-0.007500']);
  });

  test('twice the returns of the benchmark have beta 2 and its Sharpe ratio', () => {
    const level = randomEquity(2, 400);
    const equity = new Float64Array(400).fill(1e5);
    for (let i = 1; i < 400; i++) equity[i] = equity[i - 1] * (1 + 2 * (level[i] / level[i - 1] - 1));
    const f = figures(equity, axis(400), [], { benchmark: level });
    expect(f.beta).toBeCloseTo(2, 10);
    expect(f.alpha).toBeCloseTo(0, 10);
    expect(f.sharpe).toBeCloseTo(figures(level, axis(400), []).sharpe, 10);
  });

  test('the tails are those of a sort, however much of the time the account was idle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 2, max: 700 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, bars, idle) => {
          const equity = randomEquity(seed, bars, idle);
          const returns = equity.subarray(1).map((value, i) => value / equity[i] - 1);
          const f = figures(equity, axis(bars), []);
          const low = quantile(returns, 0.05);
          expect(f.var95Hist).toBeCloseTo(low, 14);
          const tail = returns.filter((r) => r <= low);
          expect(f.cvar95Hist).toBeCloseTo(tail.reduce((sum, r) => sum + r, 0) / tail.length, 13);
          if (low < 0) expect(f.tailRatio).toBeCloseTo(Math.abs(quantile(returns, 0.95) / low), 8);
          expect(f.positiveReturns).toBeCloseTo(returns.filter((r) => r > 0).length / returns.length, 14);
        },
      ),
    );
  });

  test('the currency changes no ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (seed) => {
        const equity = randomEquity(seed, 200);
        const a = figures(equity, axis(200), []);
        const b = figures(
          equity.map((value) => value * 4),
          axis(200),
          [],
        );
        for (const { name, unit } of FIGURES) if (unit !== 'cash') expect(b[name], name).toEqual(a[name]);
      }),
    );
  });

  test('a workspace used again gives the same numbers', () => {
    const workspace = createFigureWorkspace(500);
    const output = new Float64Array(FIGURES.length);
    for (const [seed, bars] of [
      [1, 500],
      [2, 120],
      [3, 400],
    ]) {
      const equity = randomEquity(seed, bars, 0.5);
      const trades = [trade(3, 9, 5), trade(12, 20, -3)];
      fillFigures(equity, axis(bars), tradeColumns(trades, axis(bars)), {}, workspace, output);
      const fresh = figures(equity, axis(bars), trades);
      expect([...output]).toEqual(FIGURES.map(({ name }) => fresh[name]));
    }
  });

  test('as backtesting.py: the compounded annual return over a lognormal deviation', () => {
    // kernc/backtesting.py, _stats.py: g over all bars; here 4 bars of growth 1.1, 0.95, 1.02.
    const equity = Float64Array.of(100, 110, 104.5, 106.59);
    const growth = 1.0659 ** (1 / 4);
    const returns = [0.1, -0.05, 0.02];
    const mean = 0.07 / 3;
    const variance = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 2;
    const annual = growth ** 252 - 1;
    const deviation = Math.sqrt((variance + growth ** 2) ** 252 - growth ** 504);
    const f = figures(equity, axis(4), [trade(0, 1, 30), trade(1, 2, -10), trade(2, 3, 20)], {
      convention: 'backtesting.py',
    });
    expect(f.sharpe / (annual / deviation)).toBeCloseTo(1, 10);
    expect(f.sortino / (annual / (Math.sqrt(0.0025 / 3) * Math.sqrt(252)))).toBeCloseTo(1, 10);
    expect(f.calmar / (annual / 0.05)).toBeCloseTo(1, 10);
    expect(f.exposureClose).toBe(1);
  });

  test('as vectorbt: 365 days, and the first bar counts with a return of 0', () => {
    const equity = Float64Array.of(100, 110, 104.5, 106.59);
    const returns = [0, 0.1, -0.05, 0.02];
    const mean = 0.07 / 4;
    const variance = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 3;
    const f = figures(equity, axis(4), [], { convention: 'vectorbt' });
    expect(f.sharpe).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 10);
    expect(f.sortino).toBeCloseTo((mean * 365) / (Math.sqrt(0.0025 / 4) * Math.sqrt(365)), 10);
    expect(f.cagr / (1.0659 ** (365 / 4) - 1)).toBeCloseTo(1, 10);
  });

  test('is annualised for the bars at hand', () => {
    expect(['1d', '1h', '1m'].map((interval) => periodsPerYear(interval as Interval))).toEqual([
      252, 1638, 98_280,
    ]);
    const equity = randomEquity(4, 100);
    const daily = figures(equity, axis(100), []).sharpe;
    const hourly = figures(equity, axis(100), [], { periodsPerYear: periodsPerYear('1h') }).sharpe;
    expect(hourly / daily).toBeCloseTo(Math.sqrt(6.5), 12);
  });

  test('a risk-free rate is taken off per bar', () => {
    const equity = randomEquity(5, 300);
    const plain = figures(equity, axis(300), []);
    const above = figures(equity, axis(300), [], { riskFreeRate: 0.0252 });
    expect(plain.sharpe - above.sharpe).toBeCloseTo((0.0001 / plain.stdReturn) * Math.sqrt(252), 12);
    expect(above.totalReturn).toBe(plain.totalReturn);
  });

  test('bad input is named with its bar', () => {
    expect(() => figures(Float64Array.of(1, Number.NaN), axis(2), [])).toThrow('equity at bar 1');
    expect(() => figures(Float64Array.of(1, 2), axis(3), [])).toThrow('equity has 2 bars, time has 3');
    expect(() => figures(Float64Array.of(1, 2), axis(2), [], { benchmark: Float64Array.of(1, 0) })).toThrow(
      "the benchmark's level at bar 1 must be a positive number, was 0",
    );
    expect(() => figures(Float64Array.of(1, 2), axis(2), [trade(5, 6, 1)])).toThrow('no bar starts at');
  });
});
