import { describe, expect, test } from 'vitest';
import type { SimulationSettings } from '../../../models/simulation/index.js';
import { simulate } from '../../../models/simulation/index.js';
import { barsOf, every, on } from './bars-of.js';

const rows = [
  [100, 100, 100, 100],
  [100, 101, 99, 100],
  [110, 111, 109, 110],
  [110, 111, 109, 110],
];
const run = (settings: SimulationSettings, extra: object = {}, prices: number[][] = rows) => {
  const bars = barsOf(prices);
  const n = prices.length;
  return simulate(bars, { entry: on(n, 0), exit: on(n, 1), ...extra }, settings);
};

describe('fees', () => {
  test('basis points, per share, per trade and minimum add up as stated', () => {
    const size = { kind: 'shares', shares: 100 } as const;
    expect(run({ size, commission: { bps: 10 } }).trades[0].commission).toBeCloseTo(10 + 11, 10);
    expect(run({ size, commission: { perShare: 0.005, perTrade: 1 } }).trades[0].commission).toBeCloseTo(
      3,
      10,
    );
    expect(run({ size, commission: { perShare: 0.005, minimum: 2.5 } }).trades[0].commission).toBeCloseTo(
      5,
      10,
    );
  });

  test('a purchase of everything leaves cash for its fee, whatever the fee', () => {
    for (const commission of [{ bps: 30 }, { perShare: 0.5 }, { perTrade: 60 }, { minimum: 75, bps: 1 }]) {
      const result = run({ cash: 1000, commission, units: 'fractional' });
      expect(result.cash[1]).toBeGreaterThanOrEqual(0);
      expect(result.cash[1]).toBeLessThan(1e-5);
    }
  });

  test('an account too small for one share reports what it could not buy', () => {
    const result = run({ cash: 50 });
    expect(result.trades).toEqual([]);
    expect(result.rejections).toMatchObject([{ reason: 'unaffordable', filled: 0 }]);
  });

  test('an order cut to what can be paid says how much it wanted', () => {
    const result = run({ cash: 1000, size: { kind: 'shares', shares: 25 } });
    expect(result.rejections).toMatchObject([{ reason: 'unaffordable', wanted: 25, filled: 9 }]);
    expect(result.trades[0].size).toBe(9);
  });
});

describe('spread, slippage and impact', () => {
  const size = { kind: 'shares', shares: 100 } as const;

  test('half the spread and fixed slippage move both fills against the order', () => {
    const [trade] = run({ size, spreadBps: 20, slippage: { kind: 'bps', bps: 10 } }).trades;
    expect(trade.entryPrice).toBeCloseTo(100 * 1.002, 10);
    expect(trade.exitPrice).toBeCloseTo(110 * 0.998, 10);
  });

  test('their cost is summed', () => {
    const result = run({ size, slippage: { kind: 'per-share', amount: 0.05 } });
    expect(result.totals.slippage).toBeCloseTo(10, 10);
  });

  test('slippage by volatility is a multiple of it', () => {
    const [trade] = run(
      { size, slippage: { kind: 'volatility', multiple: 0.1 } },
      { volatility: every(4, 0.02) },
    ).trades;
    expect(trade.entryPrice).toBeCloseTo(100.2, 10);
    expect(() => run({ slippage: { kind: 'volatility', multiple: 1 } })).toThrow(
      /needs the series "volatility"/,
    );
  });

  test('impact follows the square root of the share of volume', () => {
    // 100 of 1,000 shares at 2 % volatility and coefficient 1: 0.02 x sqrt(0.1) of the price.
    const [trade] = run(
      { size, slippage: { kind: 'square-root', coefficient: 1 } },
      { volatility: every(4, 0.02) },
    ).trades;
    expect(trade.entryPrice).toBeCloseTo(100 * (1 + 0.02 * Math.sqrt(0.1)), 10);
  });

  test('a participation cap fills a share of the volume and reports the rest', () => {
    const result = run({ size, participation: 0.05 });
    expect(result.trades[0].size).toBe(50);
    expect(result.rejections).toMatchObject([{ reason: 'participation-cap', wanted: 100, filled: 50 }]);
  });

  test('limits and targets fill at their price', () => {
    const settings: SimulationSettings = { size, spreadBps: 100, target: { fraction: 0.05 } };
    const [trade] = run(settings, { entryLimit: every(4, 99.5), exit: undefined }).trades;
    expect(trade.entryPrice).toBe(99.5);
    expect(trade.exitPrice).toBe(110);
  });
});

describe('financing and corporate actions', () => {
  const size = { kind: 'shares', shares: 10 } as const;
  const flat = [rows[0], rows[1], rows[1], rows[1], rows[1]];

  test('a short pays its borrow fee per calendar day on the previous close', () => {
    const result = run({ size, financing: { borrow: 0.365 } }, { entry: undefined, short: on(5, 0) }, flat);
    // Entered on day 1, held over the nights to days 2, 3 and 4: 1,000 x 0.1 % x 3.
    expect(result.totals.borrow).toBeCloseTo(3, 10);
    expect(result.trades[0].carry).toBeCloseTo(-3, 10);
    expect(result.equity[4]).toBeCloseTo(100_000 - 3, 8);
  });

  test('cash earns interest, a debt pays margin interest', () => {
    const saver = run({ cash: 1000, financing: { cash: 0.365 } }, { entry: undefined }, flat);
    expect(saver.equity[4]).toBeCloseTo(1000 * 1.001 ** 4, 9);
    const debtor = run(
      { cash: 500, leverage: 2, size, financing: { margin: 0.365 } },
      { exit: undefined },
      flat,
    );
    expect(debtor.trades[0].size).toBe(9);
    expect(debtor.totals.interest).toBeCloseTo(-400 * (1.001 ** 3 - 1), 9);
  });

  test('a dividend is paid on the shares held, by a short to the lender', () => {
    const ex = Date.UTC(2020, 0, 8);
    const actions = [{ exTime: ex, kind: 'dividend' as const, factor: 0.98 }];
    expect(run({ size, actions }, { exit: undefined }, flat).totals.dividends).toBeCloseTo(20, 10);
    const short = run({ size, actions }, { entry: undefined, short: on(5, 0) }, flat);
    expect(short.trades[0].pnl).toBeCloseTo(-20, 10);
  });

  test('a split changes shares and prices, not the value', () => {
    const split = [rows[0], rows[1], [25, 25.5, 24.5, 25], [25, 25.5, 24.5, 25]];
    const actions = [{ exTime: Date.UTC(2020, 0, 8), kind: 'split' as const, factor: 0.25 }];
    const result = run({ size, actions, stopLoss: { fraction: 0.1 } }, { exit: on(4, 2) }, split);
    expect(result.trades).toMatchObject([
      { size: 40, entryPrice: 25, exitPrice: 25, pnl: 0, reason: 'signal' },
    ]);
    expect([...result.equity]).toEqual([100_000, 100_000, 100_000, 100_000]);
  });

  test('a delisted symbol is paid out at its last close less the haircut', () => {
    const result = run({ size, delisting: { haircut: 0.3 } }, { exit: undefined }, flat);
    expect(result.trades).toMatchObject([{ exitPrice: 70, reason: 'delisted', status: 'closed', pnl: -300 }]);
  });

  test('a ruined account is closed out at the close and buys no more', () => {
    const crash = [rows[0], rows[1], [150, 260, 140, 250], rows[1], rows[1]];
    const result = run(
      { cash: 1000, units: 'fractional' },
      { entry: undefined, exit: undefined, short: on(5, 0, 2, 3) },
      crash,
    );
    expect(result.trades).toMatchObject([{ reason: 'liquidation', exitIndex: 2, exitPrice: 250 }]);
    expect(result.rejections.map((r) => r.reason)).toEqual(['account-ruined', 'account-ruined']);
    expect(result.position[4]).toBe(0);
  });

  test('a maintenance margin closes out before ruin', () => {
    const rise = [rows[0], rows[1], [140, 145, 135, 140], rows[1]];
    const settings: SimulationSettings = { cash: 1000, units: 'fractional', maintenance: 0.5 };
    const result = run(settings, { entry: undefined, exit: undefined, short: on(4, 0) }, rise);
    // Equity 600 on an exposure of 1,400.
    expect(result.trades).toMatchObject([{ reason: 'liquidation', exitIndex: 2 }]);
  });
});

describe('sizes', () => {
  const sized = (size: SimulationSettings['size'], more: SimulationSettings = {}, extra: object = {}) =>
    run({ cash: 10_000, size, units: 'fractional', ...more }, extra).trades[0].size;

  test('fixed cash, fixed shares and a fraction of equity', () => {
    expect(sized({ kind: 'cash', amount: 500 })).toBeCloseTo(5, 6);
    expect(sized({ kind: 'shares', shares: 7 })).toBe(7);
    expect(sized({ kind: 'equity', fraction: 0.2 })).toBeCloseTo(20, 6);
  });

  test('a volatility target divides by the annual volatility', () => {
    const volatility = every(4, 0.3 / Math.sqrt(252));
    expect(sized({ kind: 'volatility-target', annual: 0.15 }, {}, { volatility })).toBeCloseTo(50, 8);
  });

  test('ATR risk loses the stated part of equity when the stop is hit', () => {
    expect(sized({ kind: 'atr-risk', risk: 0.01, multiple: 2 }, {}, { atr: every(4, 5) })).toBe(10);
  });

  test('fractional Kelly uses the trades so far: p - (1 - p) / b', () => {
    // Two wins of 10 %, one loss of 10 %: p = 2/3, b = 1, full Kelly 1/3.
    const up = [100, 110, 100, 110];
    const down = [100, 100, 90, 90];
    const prices = [rows[0], up, [110, 110, 110, 100], up, [110, 110, 110, 100], down, [90, 90, 90, 100], up];
    const n = prices.length;
    const result = simulate(
      barsOf(prices),
      { entry: on(n, 0, 2, 4, 6), exit: on(n, 1, 3, 5) },
      {
        cash: 1000,
        units: 'fractional',
        size: { kind: 'kelly', fraction: 1, initial: 0.1, minimumTrades: 3 },
      },
    );
    const last = result.trades[3];
    expect(result.trades.slice(0, 3).map((t) => Math.sign(t.pnl))).toEqual([1, 1, -1]);
    expect((last.size * 100) / result.equity[6]).toBeCloseTo(1 / 3, 6);
  });

  test('Kelly without an edge stays out and says so', () => {
    const down = [100, 100, 90, 90];
    const up = [100, 101, 100, 101];
    const prices = [rows[0], down, [90, 90, 90, 100], up, [101, 101, 101, 100], rows[1]];
    const result = simulate(
      barsOf(prices),
      { entry: on(6, 0, 2, 4), exit: on(6, 1, 3) },
      { size: { kind: 'kelly', fraction: 0.5, initial: 0.1, minimumTrades: 2 } },
    );
    expect(result.trades.map((t) => Math.sign(t.pnl))).toEqual([-1, 1]);
    expect(result.rejections).toMatchObject([{ reason: 'size-zero', barIndex: 5 }]);
  });

  test('lots round down', () => {
    expect(sized({ kind: 'shares', shares: 77 }, { units: { lot: 25 } })).toBe(75);
  });

  test('sized at the signal, an order is cut only if the fill is beyond its means', () => {
    const gap = [rows[0], [120, 121, 119, 120], rows[2]];
    const result = run({ cash: 10_000, size: { kind: 'equity', fraction: 1 }, sizeAt: 'signal' }, {}, gap);
    expect(result.rejections).toMatchObject([{ reason: 'unaffordable', wanted: 99, filled: 83 }]);
  });
});

test('settings out of bounds are named with their value', () => {
  expect(() => run({ cash: -1 })).toThrow('simulate: cash must be a positive number, was -1');
  expect(() => run({ maxBars: 1.5 })).toThrow('maxBars must be an integer ≥ 1, was 1.5');
  expect(() => run({ stopLoss: {} })).toThrow('stopLoss needs exactly one of fraction and atr');
  expect(() => run({}, { exit: every(3, 0) })).toThrow('signal "exit" has 3 values for 4 bars');
});
