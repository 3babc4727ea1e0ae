import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, complete, hover, languageReference } from '../../../models/expressions/index.js';

const declared = { definitions: { dip: 'close < sma(close, 20)' }, parameters: { depth: 3 } };

/** Names offered at the bar in the text. */
function offered(marked: string): readonly string[] {
  return complete(marked.replace('|', ''), marked.indexOf('|'), declared).items.map(({ name }) => name);
}

function shown(marked: string) {
  return hover(marked.replace('|', ''), marked.indexOf('|'), declared);
}

describe('complete', () => {
  test('offers names that begin with the word first, of the language and of the caller', () => {
    expect(offered('bb|')[0]).toBe('bbands');
    expect(offered('close > di|')[0]).toBe('dip');
    expect(offered('close > dept|')).toContain('depth');
    expect(offered('crosso|')).toEqual(['crossover']);
    expect(offered('correl|')).toEqual(['corr']);
    expect(offered('close an|')).toContain('and');
  });

  test('offers the outputs of an indicator after its dot, and nothing after the dot of a number', () => {
    expect(offered('macd(12, 26, 9).|')).toEqual(['macd', 'signal', 'histogram']);
    expect(offered('bbands(sma(close, 3), 20, 2).up|')).toEqual(['upper']);
    expect(offered('close.|')).toEqual([]);
    expect(offered('3.|')).toEqual([]);
  });

  test('offers the parameters of the call around the cursor, the labels after by', () => {
    expect(offered('bbands(close, |')).toEqual(['period', 'deviations']);
    expect(offered('bbands(sma(close, 2), dev|')[0]).toBe('deviations');
    expect(offered('rank(close by |')).toEqual(['sector', 'industry']);
    expect(offered('sector == "En|')).toEqual([]);
    expect(offered(`sector == "it's En|`)).toEqual([]);
    expect(offered(`sector == "it's" and clo|`)).toContain('close');
    expect(offered('|')).toEqual([]);
  });

  test('replaces the word, with brackets unless they are there', () => {
    const { start, end, items } = complete('1 + rs > 2', 6);
    expect([start, end]).toEqual([4, 6]);
    expect(items.find(({ name }) => name === 'rsi')?.insert).toBe('rsi(14)');
    expect(complete('rs(5)', 2).items.find(({ name }) => name === 'rsi')?.insert).toBe('rsi');
  });

  test('every completion of an indicator that is whole compiles', () => {
    for (const { name, kind } of languageReference()) {
      if (kind !== 'indicator') continue;
      const found = complete(name.slice(0, -1), name.length - 1).items.find((item) => item.name === name);
      expect(found, name).toBeDefined();
      if (found?.insert.endsWith(')')) expect(compile({ x: found.insert }).outputs).toHaveLength(1);
    }
  });

  test('throws for no text and no cursor', () => {
    const piece = fc.constantFrom(
      'rsi',
      '(',
      ')',
      '.',
      ',',
      ' by ',
      '"',
      "'",
      'close',
      '[',
      ':',
      '1.',
      '🙂',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: -5, max: 99 }), (pieces, cursor) => {
        const text = pieces.join('');
        expect(complete(text, cursor, declared).end).toBeLessThanOrEqual(text.length);
        hover(text, cursor, declared);
      }),
      { numRuns: 300, seed: 3 },
    );
    expect(hover('constructor', 2)).toBeUndefined();
  });

  test('answers within a key press on the longest text', () => {
    const text = `${'(close + '.repeat(2200)}rs`;
    const start = performance.now();
    complete(text, text.length);
    expect(performance.now() - start).toBeLessThan(50);
  });
});

describe('hover', () => {
  test('says what a name is, with its unit', () => {
    expect(shown('dollar_|volume > 1')).toMatchObject({
      kind: 'column',
      unit: 'currency',
      start: 0,
      end: 13,
    });
    expect(shown('r|si(2)')).toMatchObject({ kind: 'indicator', signature: 'rsi(close, period: 14)' });
    expect(shown('bbands(20, 2).upp|er')).toMatchObject({ kind: 'output', name: 'upper' });
    expect(shown('rsi(peri|od: 3)')).toMatchObject({ kind: 'argument', signature: 'period: 14' });
    expect(shown('di|p')).toMatchObject({ kind: 'definition', description: 'close < sma(close, 20)' });
    expect(shown('sector == "ban|k"')).toBeUndefined();
    expect(shown('vwap|')?.kind).toBe('column');
    expect(shown('nonsen|se')).toBeUndefined();
  });
});
