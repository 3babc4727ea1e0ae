import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText, compile, ExpressionError } from '../../../models/expressions/index.js';
import { randomExpression } from './random-expression.js';

function canonical(text: string): string {
  const program = compile({ x: text });
  return canonicalText(program, program.outputs[0].node);
}

describe('canonical text', () => {
  test('fills in defaults, folds constants and drops needless brackets', () => {
    expect(canonical('RSI() < (10 * 3)')).toBe('rsi(close, 14) < 30');
    expect(canonical('macd().histogram')).toBe('macd(close, 12, 26, 9).histogram');
    expect(canonical('(a + b) * c ^ 2'.replaceAll(/[abc]/g, 'close'))).toBe('(close + close) * close ^ 2');
    expect(canonical('rank(close, by: sector)')).toBe('rank(close by sector)');
    expect(canonical('ts_max(close, 5)')).toBe('highest(close, 5)');
    expect(canonical('close - open > 0')).toBe('close > open');
  });

  test('compiles to the same plan as what it stands for', () => {
    fc.assert(
      fc.property(randomExpression({ cross: true }), (text) => {
        let first: ReturnType<typeof compile>;
        try {
          first = compile({ x: text });
        } catch (error) {
          if (error instanceof ExpressionError) return;
          throw error;
        }
        const again = canonicalText(first, first.outputs[0].node);
        const second = compile({ x: again });
        expect(canonicalText(second, second.outputs[0].node)).toBe(again);
        expect(second.key).toBe(first.key);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
