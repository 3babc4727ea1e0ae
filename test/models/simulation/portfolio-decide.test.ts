import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceBars } from '../../../models/bars/index.js';
import type { Decide, PortfolioSettings, Signals } from '../../../models/simulation/index.js';
import { simulate, simulatePortfolio } from '../../../models/simulation/index.js';
import { barsOf, every, on } from './bars-of.js';
import { randomMarket } from './random-market.js';

/** Long as the signals say, asked as a function. */
const asked =
  ({ entry, exit, rank }: Signals): Decide =>
  (i, { position }) => {
    if (position === 0 && entry?.[i] === 1) return { entries: [{ side: 'long', rank: rank?.[i] }] };
    if (position > 0 && exit?.[i] === 1) return { exit: true };
    return undefined;
  };

const modes: readonly PortfolioSettings[] = [
  { size: { kind: 'equity', fraction: 0.4 }, maxPositions: 2, commission: { bps: 10 } },
  { size: { kind: 'equity', fraction: 0.6 }, fillAt: 'this-close', units: 'fractional' },
  { fillAt: 'next-close', stopLoss: { fraction: 0.05 }, maxPerSector: 1, maxBars: 4 },
];
const market = fc.tuple(
  fc.array(randomMarket(30, 30), { minLength: 1, maxLength: 4 }),
  fc.constantFrom(...modes),
);
const panelOf = (markets: readonly { readonly bars: ReturnType<typeof barsOf> }[], n = 30) => ({
  symbols: markets.map((_, k) => `S${k}`),
  bars: markets.map(({ bars }) => sliceBars(bars, 0, n)),
  sectors: markets.map((_, k) => (k % 2 === 0 ? 'x' : 'y')),
});
const longOf = ({ bars, signals }: { bars: ReturnType<typeof barsOf>; signals: Signals }): Signals => ({
  entry: signals.entry,
  exit: signals.exit,
  rank: bars.close,
});

const largestGap = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('functions that decide, in one cash account', () => {
  test('what a function decides as signals would gives the account of the signals, to the last bit', () => {
    fc.assert(
      fc.property(market, ([markets, settings]) => {
        const signals = markets.map(longOf);
        const bySignals = simulatePortfolio(panelOf(markets), signals, settings);
        expect(simulatePortfolio(panelOf(markets), signals.map(asked), settings)).toEqual(bySignals);
      }),
      { numRuns: 40 },
    );
  });

  test('cash plus holdings equals equity, and bars to come change nothing', () => {
    fc.assert(
      fc.property(market, fc.integer({ min: 2, max: 29 }), ([markets, settings], end) => {
        const run = (n: number) =>
          simulatePortfolio(panelOf(markets, n), markets.map(longOf).map(asked), settings);
        const whole = run(30);
        const held = whole.cash.map((cash, s) => cash + whole.longValue[s] - whole.shortValue[s]);
        expect(largestGap(whole.equity, held)).toBeLessThan(1e-6);
        expect(run(end).equity).toEqual(whole.equity.slice(0, end));
      }),
      { numRuns: 40 },
    );
  });

  test('with entries of different ranks the order of the symbols does not matter', () => {
    fc.assert(
      fc.property(fc.array(randomMarket(30, 30), { minLength: 2, maxLength: 4 }), (markets) => {
        const ranked = markets.map((one, k) => ({ ...one, name: `S${k}`, rank: every(30, k) }));
        const run = (order: typeof ranked) =>
          simulatePortfolio(
            { symbols: order.map(({ name }) => name), bars: order.map(({ bars }) => bars) },
            order.map(({ signals, rank }) => asked({ entry: signals.entry, exit: signals.exit, rank })),
            { size: { kind: 'equity', fraction: 0.4 }, units: 'fractional', maxPositions: 2 },
          );
        const [one, other] = [run(ranked), run([...ranked].reverse())];
        expect(largestGap(one.equity, other.equity)).toBeLessThan(1e-6);
        expect(other.trades.length).toBe(one.trades.length);
      }),
      { numRuns: 40 },
    );
  });

  test('one symbol in a portfolio is one symbol on its own', () => {
    fc.assert(
      fc.property(randomMarket(1, 30), ({ bars, signals }) => {
        const settings: PortfolioSettings = { commission: { bps: 10 }, stopLoss: { fraction: 0.07 } };
        const own = simulate(bars, asked(signals), settings);
        const shared = simulatePortfolio({ symbols: ['A'], bars: [bars] }, [asked(signals)], settings);
        expect(shared.equity).toEqual(own.equity);
      }),
      { numRuns: 40 },
    );
  });

  test('a function sees its own position, and the cash and equity of the whole account', () => {
    const bars = barsOf(Array.from({ length: 4 }, () => [10, 10, 10, 10]));
    const seen: number[][] = [];
    const buys: Decide = (i) => (i === 0 ? { entries: [{ side: 'long' }] } : undefined);
    const looks: Decide = (_, { position, cash, equity }) => {
      seen.push([position, cash, equity]);
      return undefined;
    };
    simulatePortfolio({ symbols: ['A', 'B'], bars: [bars, bars] }, [buys, looks], {
      cash: 1000,
      size: { kind: 'shares', shares: 20 },
    });
    expect(seen).toEqual([
      [0, 1000, 1000],
      [0, 800, 1000],
      [0, 800, 1000],
      [0, 800, 1000],
    ]);
  });

  test('target weights ask no function: that is an error', () => {
    const bars = barsOf([[10, 10, 10, 10]]);
    expect(() =>
      simulatePortfolio({ symbols: ['A'], bars: [bars] }, [() => undefined], {
        rebalance: { selection: { kind: 'equal' } },
      }),
    ).toThrow('asks no strategy in TypeScript');
  });
});

describe('symbols on which nothing happens', () => {
  test('symbols that never ask to enter change nothing', () => {
    fc.assert(
      fc.property(market, ([markets, settings]) => {
        const silent = markets.map(({ bars }) => ({ bars }));
        const run = (all: readonly { bars: ReturnType<typeof barsOf> }[]) =>
          simulatePortfolio(
            panelOf(all),
            markets.map(({ signals }) => signals),
            settings,
          );
        expect(run([...markets, ...silent])).toEqual(run(markets));
      }),
      { numRuns: 40 },
    );
  });

  test('a close that passed while nothing happened is the last one known when an entry is asked for', () => {
    const rows = [
      [10, 10, 10, 10],
      [20, 20, 20, 20],
      [20, 20, 20, Number.NaN],
      [20, 20, 20, 20],
    ];
    const { trades } = simulatePortfolio({ symbols: ['A'], bars: [barsOf(rows)] }, [{ entry: on(4, 2) }], {
      cash: 1000,
      sizeAt: 'signal',
      size: { kind: 'equity', fraction: 1 },
      units: 'fractional',
    });
    expect(trades).toMatchObject([{ entryIndex: 3, size: expect.closeTo(50, 6) }]);
  });
});
