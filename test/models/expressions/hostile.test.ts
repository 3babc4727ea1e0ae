import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, type CompileOptions, ExpressionError } from '../../../models/expressions/index.js';

const BUDGET_MS = 50;
const TRIES = 5;
/** A plain loop of so many additions takes about this long on the machine that the budget is meant for. */
const LOOP = { additions: 10_000_000, usualMs: 15 };

/** The budget, and more on a machine that is slower than the usual one by its own plain loop. */
const budgetMs = BUDGET_MS * Math.max(1, fastest(plainLoop) / LOOP.usualMs);

function plainLoop(): void {
  let sum = 0;
  for (let i = 0; i < LOOP.additions; i++) sum += i * 0.5;
  expect(sum).toBeGreaterThan(0);
}

/** Milliseconds of the fastest try: what else the machine does at the moment is not the compiler's fault. */
function fastest(work: () => void, enoughMs = 0): number {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < TRIES && best > enoughMs; k++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function refusal(text: string, options?: CompileOptions): ExpressionError {
  let refused: ExpressionError | undefined;
  const ms = fastest(() => {
    try {
      compile({ x: text }, options);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      refused = error;
    }
  }, budgetMs);
  if (refused === undefined) throw new Error(`was accepted: ${text.slice(0, 80)}`);
  expect(ms).toBeLessThan(budgetMs);
  return refused;
}

describe('hostile input', () => {
  compile({ warm: 'rsi(14) < 30 and rank(close) > 0.5' });

  test.each([
    ['ten thousand parentheses', '('.repeat(10_000)],
    ['ten thousand balanced parentheses', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['a megabyte of text', 'a'.repeat(1_000_000)],
    ['a megabyte of sums', '1+'.repeat(500_000)],
    ['ten thousand signs', '-'.repeat(10_000)],
    ['ten thousand nots', `${'not '.repeat(4000)}true`],
    ['a long chain of powers', `${'2^'.repeat(5000)}2`],
    ['a long chain of sums', `${'close+'.repeat(3000)}close`],
    ['a long chain of lags', `close${'[1]'.repeat(5000)}`],
    ['nested calls', `${'sma('.repeat(3000)}close${', 2)'.repeat(3000)}`],
    ['a number without end', '9'.repeat(10_000)],
    ['a name without end', 'x'.repeat(10_000)],
    ['a text without end', `sector == "${'x'.repeat(10_000)}`],
    ['nothing', ''],
    ['blanks', ' \t\r\n'],
    ['a control character', 'close\u0000'],
    ['an emoji', '🚀 > 1'],
    ['a lone surrogate', '\ud800'],
  ])('%s is refused at once', (_, text) => {
    refusal(text);
  });

  test('99 nested calls compile at once', () => {
    const nested = `${'sma('.repeat(99)}close${', 2)'.repeat(99)}`;
    expect(fastest(() => compile({ x: nested }), budgetMs)).toBeLessThan(budgetMs);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    '%s is a name like any other: unknown, as a value, a call, an output and a parameter',
    (name) => {
      for (const text of [
        name,
        `${name}(1)`,
        `macd().${name}`,
        `rsi(${name}: 3)`,
        `rank(close by ${name})`,
      ]) {
        expect(refusal(text).message).toMatch(/unknown|no output|no parameter|sector or industry/);
      }
    },
  );

  test('an output may be called __proto__ and comes back under that name', () => {
    const { outputs } = compile(Object.fromEntries([['__proto__', 'close']]));
    expect(outputs.map(({ name }) => name)).toEqual(['__proto__']);
  });

  test('definitions that refer to themselves are refused with the circle', () => {
    const definitions = { a: 'b + 1', b: 'c * 2', c: 'a' };
    expect(refusal('a', { definitions }).message).toContain('a → b → c → a');
  });

  test('definitions that double at each step are refused, not written out', () => {
    const definitions: Record<string, string> = { d0: 'close' };
    for (let i = 1; i < 100; i++) definitions[`d${i}`] = `d${i - 1} + d${i - 1}[1]`;
    refusal('d99', { definitions });
    const shared = Object.fromEntries(Object.entries(definitions).slice(0, 9));
    compile({ x: 'd8' }, { definitions: shared });
  });

  test('a look-alike of a character names the character and the one that was meant', () => {
    expect(refusal('close − 1')).toMatchObject({ suggestion: '-', start: 6 });
    expect(refusal('сlose > 1').message).toContain('U+0441');
    expect(refusal('close ≥ 1').suggestion).toBe('>=');
    expect(refusal('ｃlose').suggestion).toBe('c');
  });

  test('garbage throws nothing but ExpressionError', () => {
    const words =
      'close rsi rank if ( ) [ ] , . : + - ^ < == = and not by sector "a" \' 1 .5 1e9 $ \\ é macd histogram nan true';
    const piece = fc.constantFrom(...words.split(' '));
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (garbage) => {
        try {
          compile({ x: garbage });
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
          const { start, end } = error as ExpressionError;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(garbage.length);
          expect(start).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 5000, seed: 4 },
    );
  });
});

describe('error messages', () => {
  test.each([
    ['rsii(14) < 30', /character 1: unknown indicator or function "rsii"; did you mean "rsi"\?/],
    ['close > smaa(20)', /character 9: .*did you mean "sma"/],
    ['clsoe > 1', /unknown name "clsoe"; did you mean "close"/],
    ['close[-1]', /would look ahead/],
    ['close[1.5]', /whole number of bars/],
    ['close[volume]', /known in advance/],
    ['1 < close < 2', /do not chain/],
    ['close = 1', /"=="/],
    ['close > 1 ? 1 : 0', /if\(condition/],
    ['(close > 1', /expected "\)" to close the "\(" at 1/],
    ['close +', /ends too early/],
    ['close and open', /each side of "and" must be a condition/],
    ['close + (close > 1)', /if\(condition, 1, 0\)/],
    ['rsi(0)', /rsi: period must be an integer from 1 to \d+, was 0/],
    ['rsi(close, open)', /this series does not belong here/],
    ['rsi(close, 14, 3)', /one too many/],
    ['bbands(close, perod: 20)', /no parameter "perod".*did you mean "period"/],
    ['macd().histgram', /no output "histgram"; it has macd, signal, histogram/],
    ['corr(close, 20)', /needs 2 series, was given 1/],
    ['sector', /sector is a label/],
    ['sector > "Energy"', /== and !=/],
    ['rsi', /rsi is a function: write rsi/],
    ['close(1)', /close is not a function/],
    ['rank(close by colour)', /sector or industry/],
    ['if(close > 1, 1, close > 2)', /both/],
    ['"text"', /compared with a label/],
  ])('%s', (text, message) => {
    expect(refusal(text).message).toMatch(message);
  });

  test('an error inside a definition names the definition', () => {
    const error = refusal('trend > 0', { definitions: { trend: 'close - smaa(20)' } });
    expect(error).toMatchObject({ source: 'trend', start: 8, suggestion: 'sma' });
  });

  test('a name of the language cannot be declared anew', () => {
    expect(refusal('close', { definitions: { Close: 'open' } }).message).toMatch(/means something else/);
    expect(refusal('close', { parameters: { and: 1 } }).message).toMatch(/means something else/);
  });
});
