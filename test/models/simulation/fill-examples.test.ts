import { describe, expect, test } from 'vitest';
import {
  barEvents,
  type FillExample,
  fillExamples,
  type FillRules,
  PESSIMISTIC_RULES,
  rulesOfExample,
  simulate,
} from '../../../models/simulation/index.js';

const ALTERNATIVES: { readonly [K in keyof FillRules]: readonly Exclude<FillRules[K], undefined>[] } = {
  scheduledExit: ['after-stops'],
  entryBar: ['open-entries', 'never'],
  bothInBar: ['target', 'nearest-to-open'],
  limitFill: ['through'],
  gapThroughStop: ['level'],
  gapThroughLimit: ['level'],
  crossedBracket: ['refuse'],
};

/** Trades and refusals of an example, a line each. */
function outcomes(example: FillExample): readonly string[] {
  return rulesOfExample(example).map((rules) => {
    const { trades, rejections } = simulate(example.bars, example.signals, { ...example.settings, rules });
    const lines = trades.map(
      ({ entryIndex, entryPrice, exitIndex, exitPrice, reason }) =>
        `${entryIndex} at ${entryPrice}, ${exitIndex} at ${Math.round(exitPrice * 100) / 100}: ${reason}`,
    );
    return [...lines, ...rejections.map(({ action, reason }) => `${action} refused: ${reason}`)].join('; ');
  });
}

describe('examples of fills', () => {
  test('every step of a bar has one', () => {
    const shown = new Set(fillExamples.map(({ step }) => step));
    expect([...shown].toSorted((a, b) => a - b)).toEqual(barEvents.map(({ step }) => step));
  });

  test('every alternative has one, in which it changes what comes out', () => {
    for (const [rule, values] of Object.entries(ALTERNATIVES)) {
      for (const value of values) {
        const example = fillExamples.find(({ instead }) =>
          instead.some((rules) => new Map<string, string>(Object.entries(rules)).get(rule) === value),
        );
        expect(example, `${rule} ${value}`).toBeDefined();
      }
    }
    for (const example of fillExamples) {
      const [asUsual, ...instead] = outcomes(example);
      for (const outcome of instead) expect(outcome, example.title).not.toBe(asUsual);
    }
  });

  test('every alternative that the order of events names is one of the settings', () => {
    const named = barEvents.flatMap(({ alternatives = [] }) => alternatives.map(({ rule }) => rule));
    expect(new Set(named)).toEqual(new Set(Object.keys(PESSIMISTIC_RULES)));
  });

  test('they come out as worked by hand', () => {
    expect(fillExamples.map((example) => [example.step, ...outcomes(example)])).toEqual([
      [1, '1 at 100, 3 at 98: signal'],
      [2, '1 at 100, 2 at 98: signal', '1 at 100, 2 at 95: stop'],
      [3, '1 at 93, 1 at 93: stop', 'enter refused: bracket-crossed'],
      [3, '1 at 100, 2 at 102: signal; 2 at 102, 3 at 99: signal'],
      [4, '1 at 100, 2 at 91: stop', '1 at 100, 2 at 95: stop'],
      [4, '1 at 100, 3 at 114: trailing'],
      [5, '1 at 100, 2 at 95: stop', '1 at 100, 2 at 110: target', '1 at 100, 2 at 110: target'],
      [5, '1 at 100, 2 at 114: target', '1 at 100, 2 at 110: target'],
      [6, '1 at 100, 1 at 95: stop', '1 at 100, 2 at 99: open'],
      [6, '1 at 98, 1 at 93.1: stop', '1 at 98, 2 at 97: open'],
      [7, '1 at 97, 2 at 101: open', 'enter refused: not-reached'],
      [7, '1 at 106, 2 at 108: open'],
      [8, '1 at 100, 2 at 80: liquidation'],
      [9, '1 at 100, 2 at 101: open; exit refused: end-of-data'],
    ]);
  });
});
