import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compile,
  evaluate,
  explain,
  ExpressionError,
  type Explanation,
} from '../../../models/expressions/index.js';
import { randomExpression } from './random-expression.js';
import { barsOfClose, walk } from './sample-bars.js';

function why(text: string, close: readonly number[], bar = close.length - 1): Explanation {
  return explain(compile({ x: text }), 'x', { bars: barsOfClose(close) }, bar);
}

describe('explain', () => {
  test('names each clause, both its values and how far it is from passing', () => {
    const found = why('close > sma(close, 2) and close < 10', [4, 16]);
    expect(found).toMatchObject({ operator: 'and', status: 'not met', value: 0 });
    expect(
      found.parts.map(({ text, status, margin, relativeMargin }) => [text, status, margin, relativeMargin]),
    ).toEqual([
      ['close > sma(close, 2)', 'met', 6, 0.6],
      ['close < 10', 'not met', -6, -0.6],
    ]);
    expect(found.parts[0].parts.map(({ text, value }) => [text, value])).toEqual([
      ['close', 16],
      ['sma(close, 2)', 10],
    ]);
  });

  test('says unknown where history is missing, and has no relative distance from zero', () => {
    expect(why('close > sma(close, 200)', [1, 2])).toMatchObject({ status: 'unknown', margin: Number.NaN });
    expect(why('close > 0', [1, 2])).toMatchObject({ status: 'met', margin: 2, relativeMargin: Number.NaN });
    expect(why('close != 5', [1, 2])).toMatchObject({ status: 'met', margin: 3 });
    expect(why('close == 5', [1, 2])).toMatchObject({ status: 'not met', margin: -3 });
  });

  test('looks at a lagged condition on the bar it speaks of', () => {
    const found = why('(close > 5)[2]', [9, 1, 1, 1], 2);
    expect(found.status).toBe('met');
    expect(found.parts[0]).toMatchObject({ bar: 0, margin: 4, status: 'met' });
  });

  test('takes a number apart', () => {
    const found = why('(close + open) * 2', [3, 4]);
    expect(found).toMatchObject({ value: 14, status: undefined, margin: undefined });
    expect(found.parts.map(({ value }) => value)).toEqual([7, 2]);
    expect(why('bbands(close, 2).upper', [3, 5]).parts.map(({ text }) => text)).toEqual(['close']);
  });

  test('explains a rank among symbols with a panel, and asks for one', () => {
    const program = compile({ x: 'rank(close) > 0.6' });
    const symbols = [3, 1, 2].map((close) => ({ bars: barsOfClose([close]) }));
    const panel = { sessions: Float64Array.of(0), symbols };
    const [rank] = explain(program, 'x', { panel, symbol: 2 }, 0).parts;
    expect(rank).toMatchObject({ text: 'rank(close)', value: 0.5 });
    expect(rank.parts[0].value).toBe(2);
    expect(() => explain(program, 'x', symbols[0], 0)).toThrow(/panel/);
    expect(() => explain(program, 'y', { panel, symbol: 0 }, 0)).toThrow(/no output "y"; it has x/);
    expect(() => explain(program, 'x', { panel, symbol: 0 }, 9)).toThrow(/bar 9/);
  });

  test('agrees with evaluate on every expression, and its clauses with the whole', () => {
    const bars = barsOfClose(walk(40, 9));
    fc.assert(
      fc.property(randomExpression({ cross: false }), fc.integer({ min: 0, max: 39 }), (text, bar) => {
        let program;
        try {
          program = compile({ x: text });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          return;
        }
        const found = explain(program, 'x', { bars }, bar);
        expect(found.value).toBe(evaluate(program, { bars }).x[bar]);
        settle(found);
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});

/** Kleene's tables hold in every part of the tree. */
function settle({ operator, type, value, parts }: Explanation): void {
  const values = parts.map((part) => part.value);
  if (type === 'boolean' && operator === 'and')
    expect(value).toBe(values.includes(0) ? 0 : values[0] * values[1]);
  if (type === 'boolean' && operator === 'not') expect(value).toBe(1 - values[0]);
  parts.forEach(settle);
}
