import { expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { FIGURES } from '../../../models/statistics/index.js';
import { compileStrategy, findStrategy, runStrategy } from '../../../models/strategies/index.js';
import { doubtSweep, runModelSweep, runSweep } from '../../../pipelines/search/index.js';

const SYMBOLS = 5;
const BARS = 400;
const inputs = Array.from({ length: SYMBOLS }, (_, k) => ({ bars: randomBars(k, BARS - 40 * k) }));
const sessions = inputs[0].bars.time;
const settings = { cash: 100_000, commission: { bps: 10 } };
const strategy = { name: 'sma-cross' };
const combinations = [5, 10, 15].flatMap((fast) => [20, 30, 40].map((slow) => ({ fast, slow })));

test('one thread and two give the same table, and its equity is the sum of the accounts', async () => {
  const setup = { strategy, combinations, settings, sessions };
  const [one, two] = await Promise.all([1, 2].map((workers) => runSweep({ inputs }, setup, { workers })));
  expect(two).toEqual(one);
  combinations.forEach((parameters, c) => {
    const compiled = compileStrategy(findStrategy(strategy.name), parameters);
    const last = inputs
      .map((input) => runStrategy(compiled, input, settings).equity)
      .reduce((sum, equity) => sum + equity[equity.length - 1], 0);
    expect(one.equity[(c + 1) * BARS - 1]).toBeCloseTo(last, 6);
    expect(one.equity[c * BARS]).toBe(100_000 * SYMBOLS);
  });
});

test('a model search tries what it was given room for, none twice, and the same again with the same seed', async () => {
  const space = {
    parameters: [
      { name: 'fast', min: 2, max: 40, step: 1, integer: true },
      { name: 'slow', min: 10, max: 120, step: 5, integer: true },
    ],
    admits: ({ fast, slow }: Readonly<Record<string, number>>) => fast < slow,
  };
  const search = { space, count: 30, seed: 4, resolve: (point: Readonly<Record<string, number>>) => point };
  const run = () => runModelSweep({ inputs }, { strategy, settings, sessions }, search, { workers: 1 });
  const table = await run();
  expect(table.combinations).toHaveLength(30);
  expect(new Set(table.combinations.map((point) => JSON.stringify(point))).size).toBe(30);
  expect(table.combinations.every(({ fast, slow }) => fast < slow)).toBe(true);
  expect(table.figures).toHaveLength(30 * FIGURES.length);
  expect(await run()).toEqual(table);
});

test('on prices without any structure, paths out of sample fall short of the best in sample', async () => {
  const table = await runSweep({ inputs }, { strategy, combinations, settings, sessions }, { workers: 1 });
  const doubt = doubtSweep(table, { seed: 1, cpcv: { groups: 6, testGroups: 2 } });
  expect(doubt.cpcv?.folds).toBe(15);
  expect(doubt.cpcv?.pathSharpes).toHaveLength(5);
  expect(doubt.cpcv?.mean).toBeLessThan(doubt.sharpe);
  expect(doubt.sharpes[doubt.best] * Math.sqrt(252)).toBeCloseTo(doubt.sharpe, 10);
  expect(doubt.stability?.plateau).toHaveLength(combinations.length);
});

function randomBars(seed: number, n: number) {
  const random = createRandom(seed);
  const close = new Float64Array(n);
  for (let i = 0; i < n; i++) close[i] = (close[i - 1] ?? 50) * Math.exp(0.015 * random.normal());
  return {
    time: Float64Array.from(close, (_, i) => (i + BARS - n) * 86_400_000),
    open: close.map((value) => value * 1.001),
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1e6),
    interval: '1d' as const,
  };
}
