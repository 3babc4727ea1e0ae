import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { sliceBars } from '../../../models/bars/index.js';
import type { Signals, SimulationResult, SimulationSettings } from '../../../models/simulation/index.js';
import { simulate, simulatePortfolio } from '../../../models/simulation/index.js';
import { randomMarket } from './random-market.js';

/** Any mixture of orders, protection, costs and sizes. */
const anySettings: fc.Arbitrary<SimulationSettings> = fc.record(
  {
    cash: fc.constantFrom(500, 100_000),
    commission: fc.constantFrom({ bps: 10 }, { bps: 5, perShare: 0.01, perTrade: 1, minimum: 2 }),
    spreadBps: fc.constantFrom(0, 20),
    slippage: fc.constantFrom(
      { kind: 'bps', bps: 5 } as const,
      { kind: 'volatility', multiple: 0.1 } as const,
    ),
    participation: fc.constantFrom(0.001, 1),
    size: fc.constantFrom<SimulationSettings['size']>(
      { kind: 'all-in' },
      { kind: 'equity', fraction: 0.5 },
      { kind: 'cash', amount: 300 },
      { kind: 'kelly', fraction: 0.5, initial: 0.2, minimumTrades: 2 },
      { kind: 'atr-risk', risk: 0.01, multiple: 2 },
    ),
    units: fc.constantFrom<SimulationSettings['units']>('integer', 'fractional', { lot: 5 }),
    fillAt: fc.constantFrom('next-open', 'next-close', 'this-close'),
    stopLoss: fc.constantFrom<SimulationSettings['stopLoss']>(
      { fraction: 0.05 },
      { fraction: 0.05, basis: 'signal' },
      { atr: 2 },
    ),
    target: fc.constantFrom({ fraction: 0.08 }),
    trailing: fc.constantFrom<SimulationSettings['trailing']>({ fraction: 0.06 }, { atr: 1.5 }),
    maxBars: fc.integer({ min: 1, max: 6 }),
    validBars: fc.integer({ min: 1, max: 3 }),
    opposite: fc.constantFrom('reverse', 'close', 'ignore'),
    financing: fc.constantFrom({ borrow: 0.05, cash: 0.02, margin: 0.06 }),
  },
  { requiredKeys: [] },
);

const anyMarket = randomMarket(1, 40).chain(({ bars, signals }) =>
  fc
    .record({ limited: fc.boolean(), stopped: fc.boolean(), isLongOnly: fc.boolean() })
    .map(({ limited, stopped, isLongOnly }) => ({
      bars,
      signals: {
        entry: signals.entry,
        exit: signals.exit,
        ...(isLongOnly ? {} : { short: signals.short, cover: signals.cover }),
        ...(limited ? { entryLimit: bars.close.map((c) => 0.98 * c) } : {}),
        ...(stopped ? { entryStop: bars.close.map((c) => 1.01 * c) } : {}),
        atr: bars.close.map((c, i) => (i < 2 ? Number.NaN : 0.03 * c)),
        volatility: bars.close.map(() => 0.02),
      } satisfies Signals,
    })),
);

const property = (law: (bars: Bars, signals: Signals, settings: SimulationSettings) => void, runs = 300) =>
  fc.assert(
    fc.property(anyMarket, anySettings, ({ bars, signals }, settings) => law(bars, signals, settings)),
    { numRuns: runs },
  );

describe('simulate, for any orders, costs and sizes', () => {
  test('cash plus holdings equals equity at every bar', () => {
    property((bars, signals, settings) => {
      const { equity, cash, position } = simulate(bars, signals, settings);
      equity.forEach((value, i) => near(value, cash[i] + position[i] * bars.close[i]));
    });
  });

  test('the profits of all trades and the interest are the change in equity', () => {
    property((bars, signals, settings) => {
      const { equity, trades, totals } = simulate(bars, signals, settings);
      const profit = trades.reduce((sum, trade) => sum + trade.pnl, 0);
      near(equity[equity.length - 1], (settings.cash ?? 100_000) + profit + totals.interest);
    });
  });

  test('fees are not negative, and the trades sum up to the total', () => {
    property((bars, signals, settings) => {
      const { trades, totals } = simulate(bars, signals, settings);
      for (const trade of trades) expect(trade.commission).toBeGreaterThanOrEqual(0);
      near(
        totals.commission,
        trades.reduce((sum, trade) => sum + trade.commission, 0),
      );
      expect(totals.slippage).toBeGreaterThanOrEqual(0);
      expect(totals.borrow).toBeGreaterThanOrEqual(0);
    });
  });

  test('no fill lies outside the range of its bar, except by spread and slippage', () => {
    property((bars, signals, settings) => {
      const free: SimulationSettings = { ...settings, spreadBps: 0, slippage: { kind: 'none' } };
      for (const trade of simulate(bars, signals, free).trades) {
        within(bars, trade.entryIndex, trade.entryPrice);
        within(bars, trade.exitIndex, trade.exitPrice);
      }
    });
  });

  test('what happens up to a bar does not depend on what follows', () => {
    property((bars, signals, settings) => {
      const whole = simulate(bars, signals, settings);
      const n = bars.time.length;
      for (const end of [1, Math.ceil(n / 2), n - 1]) {
        if (end < 1) continue;
        const cut = Object.fromEntries(
          Object.entries(signals).map(([name, values]) => [name, values.subarray(0, end)]),
        );
        const part = simulate(sliceBars(bars, 0, end), cut, settings);
        expect(part.equity).toEqual(whole.equity.slice(0, end));
        expect(part.position).toEqual(whole.position.slice(0, end));
        expect(closedBefore(part, end)).toEqual(closedBefore(whole, end));
      }
    }, 150);
  });

  test('cash is never negative for a long-only account without leverage', () => {
    property((bars, signals, settings) => {
      const long: Signals = { ...signals, short: undefined, cover: undefined };
      for (const value of simulate(bars, long, settings).cash) expect(value).toBeGreaterThanOrEqual(0);
    });
  });

  test('doubling prices and halving shares changes nothing', () => {
    fc.assert(
      fc.property(anyMarket, anySettings, ({ bars, signals }, any) => {
        // Fees in basis points and fractional shares: whatever counts shares is not free of scale.
        const settings: SimulationSettings = {
          ...any,
          units: 'fractional',
          commission: { bps: 10 },
          participation: undefined,
        };
        const once = simulate(bars, signals, settings);
        const doubled = simulate(scaled(bars, 2), scaledSignals(signals, 2), settings);
        expect(doubled.equity).toEqual(once.equity);
        doubled.trades.forEach((trade, k) => {
          expect(trade.size * 2).toBe(once.trades[k].size);
          expect(trade.return).toBe(once.trades[k].return);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('every entry signal while flat ends in a position or in a report', () => {
    property((bars, signals, any) => {
      const settings: SimulationSettings = { ...any, fillAt: 'next-open' };
      const { trades, rejections, position } = simulate(bars, signals, settings);
      const answered = new Set(rejections.map((rejection) => rejection.signalIndex));
      const entered = new Set(trades.map((trade) => trade.entryIndex));
      const wait = Math.max(settings.validBars ?? 1, 1);
      for (let i = 0; i < position.length; i++) {
        if (position[i] !== 0 || signals.entry?.[i] !== 1) continue;
        const filled = Array.from({ length: wait + 1 }, (_, k) => i + k).some((bar) => entered.has(bar));
        expect(filled || answered.has(i)).toBe(true);
      }
    });
  });

  test('a portfolio of one symbol is the same simulation', () => {
    property((bars, signals, settings) => {
      const alone = simulate(bars, signals, settings);
      const portfolio = simulatePortfolio({ symbols: ['A'], bars: [bars] }, [signals], settings);
      expect(portfolio.equity).toEqual(alone.equity);
      expect(portfolio.trades).toEqual(alone.trades.map((trade) => ({ ...trade, symbol: 'A' })));
      expect(portfolio.rejections.length).toBe(alone.rejections.length);
      expect(portfolio.totals).toEqual(alone.totals);
    });
  });

  test('arrays of an earlier run can be passed again', () => {
    property((bars, signals, settings) => {
      const size = bars.time.length + 5;
      const workspace = {
        equity: new Float64Array(size).fill(7),
        cash: new Float64Array(size),
        position: new Float64Array(size),
      };
      const fresh = simulate(bars, signals, settings);
      expect(simulate(bars, signals, settings, workspace)).toEqual(fresh);
    }, 50);
  });
});

function near(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(expected)));
}

function within(bars: Bars, i: number, price: number): void {
  expect(price).toBeGreaterThanOrEqual(bars.low[i] * (1 - 1e-12));
  expect(price).toBeLessThanOrEqual(bars.high[i] * (1 + 1e-12));
}

function closedBefore({ trades }: SimulationResult, end: number): unknown[] {
  return trades.filter((trade) => trade.status === 'closed' && trade.exitIndex < end);
}

function scaled(bars: Bars, factor: number): Bars {
  const times = (values: Float64Array) => values.map((value) => value * factor);
  return {
    ...bars,
    open: times(bars.open),
    high: times(bars.high),
    low: times(bars.low),
    close: times(bars.close),
  };
}

function scaledSignals(signals: Signals, factor: number): Signals {
  const times = (values?: Float64Array) => values?.map((value) => value * factor);
  return {
    ...signals,
    atr: times(signals.atr),
    ...(signals.entryLimit ? { entryLimit: times(signals.entryLimit) } : {}),
    ...(signals.entryStop ? { entryStop: times(signals.entryStop) } : {}),
  };
}
