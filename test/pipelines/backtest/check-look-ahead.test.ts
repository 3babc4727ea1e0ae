import { expect, test } from 'vitest';
import { compile } from '../../../models/expressions/index.js';
import { createRandom } from '../../../models/random/index.js';
import { type CodeStrategy, compileStrategy, findStrategy } from '../../../models/strategies/index.js';
import { checkLookAhead, checkProgram } from '../../../pipelines/backtest/index.js';

const symbols = ['A', 'B', 'C', 'D'];
const loaded = { symbols, inputs: symbols.map((_, k) => ({ bars: randomBars(k, 200 - 30 * k) })) };
const options = { settings: {}, seed: 1 };

test('expressions cannot look ahead: within a symbol, across symbols, or through a benchmark', () => {
  const program = compile({ own: 'highest(high, 20)[1]', across: 'rank(close / close[5]) > 0.5' });
  const found = checkProgram(program, loaded, 1);
  expect(program.isCrossSectional).toBe(true);
  expect(found).toEqual({ symbols, findings: [] });
  const single = compile({ own: 'crossover(sma(close, 3), sma(close, 9))' });
  expect(checkProgram(single, loaded, 1)).toEqual({ symbols: ['A', 'B', 'C'], findings: [] });
});

test('rules of one account for many symbols are checked on the whole panel', () => {
  const strategy = findStrategy('momentum-rotation');
  if (strategy.kind !== 'rules') throw new Error('momentum-rotation is written as rules');
  const ranked = { ...strategy, rules: { rank: 'rank(close / close[lookback])' } };
  expect(checkLookAhead(compileStrategy(ranked, { lookback: 21 }), loaded, options).symbols).toEqual(symbols);
});

test('a strategy in TypeScript that reads the next close is found, with bar and column', () => {
  const peek: CodeStrategy<{ readonly next: Float64Array; readonly close: Float64Array }> = {
    kind: 'code',
    name: 'peek',
    title: 'Peek',
    description: '',
    source: '',
    parameters: [],
    account: 'single',
    prepare: ({ close }) => ({ next: close.map((_, i) => close[i + 1] ?? Number.NaN), close }),
    decide: (i, account, { next, close }) =>
      account.position === 0 && next[i] > close[i] ? { entries: [{ side: 'long' }] } : undefined,
  };
  const { findings } = checkLookAhead(compileStrategy(peek), loaded, options);
  const found = findings.find(({ symbol, column }) => symbol === 'A' && column === 'next');
  expect(found?.bar).toBe(found?.cut);
  expect(findings.some(({ column }) => column === 'decide: entries')).toBe(true);
});

function randomBars(seed: number, n: number) {
  const random = createRandom(seed);
  const close = new Float64Array(n);
  for (let i = 0; i < n; i++) close[i] = (close[i - 1] ?? 50) * Math.exp(0.02 * random.normal());
  return {
    time: Float64Array.from(close, (_, i) => (i + 200 - n) * 86_400_000),
    open: close.map((value) => value * 1.001),
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1e6),
    interval: '1d' as const,
  };
}
