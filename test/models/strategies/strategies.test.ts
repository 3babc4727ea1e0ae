import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../models/simulation/index.js';
import type { Strategy } from '../../../models/strategies/index.js';
import {
  findStrategy,
  resolveParameters,
  strategies,
  strategyTemplate,
} from '../../../models/strategies/index.js';
import { sliceBars } from '../../../models/bars/index.js';
import { randomBars } from '../simulation/random-market.js';

describe('the catalogue', () => {
  test('names are unique and kebab-case, and each strategy names its source', () => {
    const names = strategies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, source, title, description } of strategies) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [source, title, description]) expect(text.length).toBeGreaterThan(3);
    }
  });

  test('defaults lie within their bounds', () => {
    for (const strategy of strategies) {
      for (const { min, max, step, default: value, integer } of strategy.parameters) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        expect(step).toBeGreaterThan(0);
        if (integer) expect([min, max, step, value].every(Number.isInteger)).toBe(true);
      }
      expect(Object.keys(resolveParameters(strategy))).toEqual(strategy.parameters.map(({ name }) => name));
    }
  });

  test('settings that a strategy implies are ones the simulator takes', () => {
    const bars = fc.sample(randomBars(3, 3), 1)[0];
    const series = Float64Array.of(1, 1, 1);
    for (const strategy of strategies) {
      const { rebalance: _rebalance, ...settings } = strategy.settings?.(resolveParameters(strategy)) ?? {};
      expect(() => simulate(bars, { atr: series, volatility: series }, settings)).not.toThrow();
    }
  });

  test('an unknown strategy or parameter is named with what there is', () => {
    expect(() => findStrategy('sma-crss')).toThrow(
      /unknown strategy "sma-crss"; there are buy-and-hold, sma-cross/,
    );
    const cross = findStrategy('sma-cross');
    expect(() => resolveParameters(cross, { fats: 3 })).toThrow(
      'sma-cross: unknown parameter "fats"; it has fast, slow',
    );
    expect(() => resolveParameters(cross, { fast: 0 })).toThrow(
      'fast must be an integer from 1 to 200, was 0',
    );
    expect(() => resolveParameters(cross, { fast: 2.5 })).toThrow(
      'fast must be an integer from 1 to 200, was 2.5',
    );
  });
});

describe('strategies in TypeScript', () => {
  test('decide from the past only', () => {
    const coded = strategies.filter((strategy) => strategy.kind === 'code');
    expect(coded.length).toBeGreaterThan(0);
    for (const strategy of coded) {
      fc.assert(
        fc.property(randomBars(20, 50), fc.integer({ min: 1, max: 19 }), (bars, end) => {
          const whole = equityOf(strategy, bars);
          const cut = equityOf(strategy, sliceBars(bars, 0, end));
          expect(cut).toEqual(whole.slice(0, end));
        }),
        { numRuns: 50 },
      );
    }
  });

  test('the template names the strategy, and only kebab-case will do', () => {
    const text = strategyTemplate('my-first-idea');
    expect(text).toContain("name: 'my-first-idea'");
    expect(text).toContain('export const myFirstIdea: CodeStrategy<Prepared>');
    expect(() => strategyTemplate('My Idea')).toThrow(
      'a name is kebab-case, such as "my-idea", was "My Idea"',
    );
  });
});

function equityOf(
  strategy: Extract<Strategy, { kind: 'code' }>,
  bars: Parameters<typeof simulate>[0],
): Float64Array {
  const parameters = resolveParameters(strategy);
  const prepared = strategy.prepare(bars, parameters);
  return simulate(
    bars,
    (i, account) => strategy.decide(i, account, prepared),
    strategy.settings?.(parameters),
  ).equity;
}
