import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figures, FIGURES } from '../../../models/statistics/index.js';
import type { ParameterValues, RuleStrategy } from '../../../models/strategies/index.js';
import {
  compileStrategy,
  findStrategy,
  prepareSweep,
  runPortfolioStrategy,
  runStrategy,
  strategies,
} from '../../../models/strategies/index.js';
import { createRandom } from '../../../models/random/index.js';
import { barsOf } from '../simulation/bars-of.js';

/** A seeded random walk of 400 bars. */
function walk(seed: number) {
  const random = createRandom(seed);
  let price = 100;
  return barsOf(
    Array.from({ length: 400 }, () => {
      const open = price * (1 + 0.006 * random.normal());
      const close = open * (1 + 0.015 * random.normal());
      price = close;
      return [open, Math.max(open, close) * 1.004, Math.min(open, close) * 0.996, close, 1e6];
    }),
  );
}

describe('running a strategy', () => {
  test('every strategy of the catalogue compiles and trades on a random walk', () => {
    const inputs = [1, 2, 3].map((seed) => ({ bars: walk(seed), sector: `sector ${seed}` }));
    for (const strategy of strategies) {
      const small: Record<string, ParameterValues> = {
        'momentum-rotation': { positions: 2 },
        'reversal-neutral': { positions: 1 },
      };
      const compiled = compileStrategy(strategy, small[strategy.name]);
      const trades =
        strategy.account === 'portfolio'
          ? runPortfolioStrategy(compiled, { symbols: ['A', 'B', 'C'], inputs }).trades
          : inputs.flatMap((input) => runStrategy(compiled, input).trades);
      expect(trades.length, strategy.name).toBeGreaterThan(0);
    }
  });

  test('a rule that looks across symbols runs in a portfolio, not alone', () => {
    const ranked: RuleStrategy = {
      kind: 'rules',
      name: 'best-of-day',
      title: 'Best of the day',
      description: 'test',
      source: 'test',
      parameters: [],
      account: 'portfolio',
      rules: { entry: 'rank(returns) > 0.9', exit: 'rank(returns) < 0.5' },
    };
    const inputs = [1, 2, 3].map((seed) => ({ bars: walk(seed) }));
    const compiled = compileStrategy(ranked);
    expect(
      runPortfolioStrategy(compiled, { symbols: ['A', 'B', 'C'], inputs }).trades.length,
    ).toBeGreaterThan(10);
    expect(() => runStrategy(compiled, inputs[0])).toThrow(/across symbols/);
    expect(() => prepareSweep(ranked, [{}])).toThrow(/across symbols cannot be swept/);
  });

  test('rules may name features and the score, alone and in a sweep', () => {
    const named: RuleStrategy = {
      kind: 'rules',
      name: 'by-feature',
      title: 'By a feature',
      description: 'test',
      source: 'test',
      parameters: [
        { name: 'limit', title: 'limit', default: 0.02, min: 0, max: 1, step: 0.01, integer: false },
      ],
      account: 'single',
      rules: { entry: 'dist_sma_20 > limit', exit: 'dist_sma_20 < -limit' },
    };
    const inputs = { bars: walk(7) };
    const single = runStrategy(compileStrategy(named), inputs);
    expect(single.trades.length).toBeGreaterThan(2);
    const k = FIGURES.findIndex(({ name }) => name === 'finalEquity');
    expect(prepareSweep(named, [{}]).run(inputs)[k]).toBe(single.equity[399]);
  });

  test('what the strategy says about orders holds unless the user says otherwise', () => {
    const compiled = compileStrategy(findStrategy('limit-dip'), { hold: 3 });
    const input = { bars: walk(4) };
    const own = runStrategy(compiled, input).trades.filter((trade) => trade.status === 'closed');
    expect(new Set(own.map((trade) => trade.barsHeld))).toEqual(new Set([3]));
    const longer = runStrategy(compiled, input, { maxBars: 7 }).trades.filter(
      (trade) => trade.status === 'closed',
    );
    expect(new Set(longer.map((trade) => trade.barsHeld))).toEqual(new Set([7]));
  });
});

describe('a sweep', () => {
  const cases: [name: string, combinations: fc.Arbitrary<ParameterValues>][] = [
    [
      'sma-cross',
      fc.record({ fast: fc.integer({ min: 2, max: 20 }), slow: fc.integer({ min: 21, max: 60 }) }),
    ],
    [
      'sma-flip',
      fc.record({ fast: fc.integer({ min: 2, max: 20 }), slow: fc.integer({ min: 21, max: 60 }) }),
    ],
    ['sma-cross-bracket', fc.record({ stop: fc.double({ min: 0.01, max: 0.1, noNaN: true }) })],
    ['limit-dip', fc.record({ hold: fc.integer({ min: 1, max: 9 }) })],
    ['macd-cross', fc.record({ signal: fc.integer({ min: 2, max: 20 }) })],
    [
      'bollinger',
      fc.record({
        period: fc.integer({ min: 5, max: 40 }),
        deviations: fc.double({ min: 0.5, max: 3, noNaN: true }),
      }),
    ],
    ['straddle-breakout', fc.record({ hold: fc.integer({ min: 1, max: 9 }) })],
  ];

  for (const [name, parameters] of cases) {
    test(`of ${name} gives the figures of each single run, bit for bit`, () => {
      const settings = { commission: { bps: 10 } };
      fc.assert(
        fc.property(
          fc.array(parameters, { minLength: 1, maxLength: 40 }),
          fc.integer({ min: 0, max: 99 }),
          (combinations, seed) => {
            const inputs = { bars: walk(seed) };
            const output = prepareSweep(findStrategy(name), combinations, settings).run(inputs);
            for (const c of [0, combinations.length - 1]) {
              const single = runStrategy(
                compileStrategy(findStrategy(name), combinations[c]),
                inputs,
                settings,
              );
              const expected = figures(single.equity, inputs.bars.time, single.trades);
              FIGURES.forEach((figure, k) =>
                expect(output[c * FIGURES.length + k], figure.name).toBe(expected[figure.name]),
              );
            }
          },
        ),
        { numRuns: 8 },
      );
    });
  }
});
