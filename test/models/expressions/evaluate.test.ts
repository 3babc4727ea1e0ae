import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceBars } from '../../../models/bars/index.js';
import { rsi, sma } from '../../../models/indicators/index.js';
import {
  compile,
  type CompileOptions,
  ExpressionError,
  evaluate,
} from '../../../models/expressions/index.js';
import { randomExpression } from './random-expression.js';
import { barsOfClose, walk } from './sample-bars.js';

const U = Number.NaN;

function values(expression: string, close: readonly number[], options?: CompileOptions): number[] {
  return [...evaluate(compile({ x: expression }, options), { bars: barsOfClose(close) }).x];
}

describe('evaluate', () => {
  test('power binds tighter than a sign, a sign tighter than a product, a product tighter than a sum', () => {
    expect(values('-2 ^ 2', [1])).toEqual([-4]);
    expect(values('2 ^ 3 ^ 2', [1])).toEqual([512]);
    expect(values('2 ^ -1', [1])).toEqual([0.5]);
    expect(values('1 + 2 * 3 - 8 / 4 / 2', [1])).toEqual([6]);
    expect(values('-7 % 4', [1])).toEqual([-3]);
    expect(values('close[1] ^ 0', [5, 6])).toEqual([U, 1]);
  });

  test('"or" is looser than "and", "and" than "not", "not" than a comparison', () => {
    expect(values('true or false and false', [1])).toEqual([1]);
    expect(values('not 1 > 2', [1])).toEqual([1]);
    expect(values('!(1 > 2) && 3 != 4 || false', [1])).toEqual([1]);
  });

  test('x[n] is the value of n bars ago, unknown before there is one', () => {
    expect(values('close[2]', [5, 6, 7, 8])).toEqual([U, U, 5, 6]);
    expect(values('(close - close[1])[1]', [5, 7, 6, 8])).toEqual([U, U, 2, -1]);
    expect(values('close[9]', [5, 6])).toEqual([U, U]);
  });

  test('leading series are inputs, constants are parameters, and a series left out is close', () => {
    const close = walk(60, 1);
    const bars = barsOfClose(close);
    for (const text of [
      'rsi(14)',
      'rsi(close, 14)',
      'rsi()',
      'rsi(period: 14)',
      'RSI(close, period: 7 * 2)',
    ]) {
      expect(values(text, close)).toEqual([...rsi(bars.close, 14)]);
    }
    expect(values('sma(rsi(3), 4)', close)).toEqual([...sma(rsi(bars.close, 3), 4)]);
  });

  test('highest reads high and lowest reads low when no series is given, as in Pine', () => {
    const close = walk(30, 2);
    expect(values('highest(5)', close)).toEqual(values('highest(high, 5)', close));
    expect(values('lowest(5)', close)).toEqual(values('lowest(low, 5)', close));
  });

  test('an output is named after a dot; the first one needs no name', () => {
    const close = walk(60, 3);
    expect(values('macd(12, 26, 9)', close)).toEqual(values('macd(12, 26, 9).macd', close));
    expect(values('macd().histogram', close)).toEqual(values('macd() - macd().signal', close));
    expect(values('bb.upper - bb.lower > 0', close, { definitions: { bb: 'bbands(5, 2)' } })[20]).toBe(1);
  });

  test('a tie is neither above nor below, and swallows the cross', () => {
    // a - b: -1, 0, +1, then -1, +1
    const definitions = { a: 'close', b: '10' };
    expect(values('crossover(a, b)', [9, 10, 11, 9, 11], { definitions })).toEqual([0, 0, 0, 0, 1]);
    expect(values('crossunder(a, b)', [11, 9, 10, 9, 11], { definitions })).toEqual([0, 1, 0, 0, 0]);
    expect(values('crossover(a - b, 0)', [9, 10, 11, 9, 11], { definitions })).toEqual([0, 0, 0, 0, 1]);
  });

  test('rounding makes no difference: 0.1 + 0.2 equals 0.3, also as a difference with zero', () => {
    expect(values('close + 0.2 == 0.3', [0.1])).toEqual([1]);
    expect(values('close + 0.2 > 0.3', [0.1])).toEqual([0]);
    expect(values('close + 0.2 - 0.3 > 0', [0.1])).toEqual([0]);
    expect(values('0 < close + 0.2 - 0.3', [0.1])).toEqual([0]);
    expect(values('sign(close + 0.2 - 0.3)', [0.1])).toEqual([0]);
    expect(values('-(close + 0.2 - 0.3) < 0', [0.1])).toEqual([0]);
    expect(values('close + 0.2 > 0.3 - 1e-9', [0.1])).toEqual([1]);
  });

  test('what has no finite value is unknown', () => {
    for (const text of [
      'close / 0',
      'log(0 * close)',
      'sqrt(-close)',
      'exp(close * 1000)',
      '(0 - close) ^ 0.5',
    ]) {
      expect(values(text, [4])).toEqual([U]);
    }
  });

  test('since, count, value_when, rising on a case worked by hand', () => {
    const close = [1, 2, 1, 3, 4, 5, 5];
    expect(values('since(close > close[1])', close)).toEqual([U, 0, 1, 0, 0, 0, 1]);
    expect(values('count(close > close[1], 2)', close)).toEqual([U, U, 1, 1, 2, 2, 1]);
    expect(values('value_when(close > close[1], close)', close)).toEqual([U, 2, 2, 3, 4, 5, 5]);
    expect(values('rising(close, 2)', close)).toEqual([U, U, 0, 0, 1, 1, 0]);
    expect(values('falling(1)', close)).toEqual([U, 0, 1, 0, 0, 0, 0]);
  });

  test('weekday counts from Monday, and the calendar knows leap years', () => {
    // 2016-02-29 was a Monday; 16,860 days after 1970-01-01
    const read = (text: string) => [
      ...evaluate(compile({ x: text }), { bars: barsOfClose([1, 1], 16_860) }).x,
    ];
    expect(read('weekday')).toEqual([1, 2]);
    expect(read('day')).toEqual([29, 1]);
    expect(read('month')).toEqual([2, 3]);
    expect(read('year')).toEqual([2016, 2016]);
  });

  test('an unknown sector is neither equal to a label nor different from it', () => {
    const program = compile({ is: 'sector == "Energy"', not: 'sector != "Energy"' });
    const bars = barsOfClose([1]);
    const found = (sector: string | null) => {
      const { is, not } = evaluate(program, { bars, sector });
      return [is[0], not[0]];
    };
    expect(found('Energy')).toEqual([1, 0]);
    expect(found('Utilities')).toEqual([0, 1]);
    expect(found(null)).toEqual([U, U]);
  });

  test('parameters and definitions are used by name, whatever their case', () => {
    const options = { definitions: { Trend: 'sma(close, Fast) - sma(close, 3)' }, parameters: { fast: 2 } };
    expect(values('trend > 0', [1, 2, 3, 2, 1], options)).toEqual([U, U, 1, 1, 0]);
  });

  test('equal parts of all outputs are computed once, and what is not needed is not computed', () => {
    const program = compile(
      { a: 'sma(close, 20) > close', b: 'close < sma(20)', c: '2 * 3 + 4' },
      { definitions: { unused: 'ema(50)' } },
    );
    const steps = program.stages.flatMap(({ steps }) =>
      steps.map(({ node }) => program.nodes[node].operation),
    );
    expect(steps.filter(({ kind }) => kind === 'indicator')).toHaveLength(1);
    expect(steps.filter(({ kind }) => kind === 'constant')).toEqual([{ kind: 'constant', value: 10 }]);
  });

  test('lookback is the longest chain of bars, and until then the value is unknown', () => {
    const { lookback, outputs } = compile({ a: 'sma(close[5], 10) > rsi(3)', b: 'close' });
    expect(outputs.map((output) => output.lookback)).toEqual([14, 0]);
    expect(lookback).toBe(14);
    expect(values('sma(close[5], 10) > 0', walk(16, 4)).indexOf(1)).toBe(14);
  });

  test('a value never changes when later bars are added', () => {
    const bars = barsOfClose(walk(60, 5));
    fc.assert(
      fc.property(randomExpression({ cross: false }), fc.integer({ min: 0, max: 60 }), (text, cut) => {
        const program = compiled(text);
        if (program === undefined) return;
        const whole = evaluate(program, { bars, sector: 'Energy' }).x;
        const head = evaluate(program, { bars: sliceBars(bars, 0, cut), sector: 'Energy' }).x;
        expect([...head]).toEqual([...whole.subarray(0, cut)]);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test('conditions are 1, 0 or unknown and nothing else; inputs are left as they were', () => {
    const bars = barsOfClose(walk(40, 6));
    const before = JSON.stringify([...bars.close, ...bars.volume]);
    fc.assert(
      fc.property(randomExpression({ cross: false }), (text) => {
        const program = compiled(text);
        if (program === undefined || program.outputs[0].type === 'number') return;
        const { x } = evaluate(program, { bars, sector: null });
        expect(x.every((value) => value === 0 || value === 1 || Number.isNaN(value))).toBe(true);
      }),
      { numRuns: 300, seed: 2 },
    );
    expect(JSON.stringify([...bars.close, ...bars.volume])).toBe(before);
  });
});

/** Random constants may fold to something without a finite value, which is an error with a place. */
function compiled(text: string) {
  try {
    return compile({ x: text });
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
