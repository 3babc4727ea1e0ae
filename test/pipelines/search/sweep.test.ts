import { expect, test } from 'vitest';
import { FIGURES, figures } from '../../../models/statistics/index.js';
import {
  compileStrategy,
  findStrategy,
  runPortfolioStrategy,
  runStrategy,
} from '../../../models/strategies/index.js';
import {
  doubtSweep,
  type KeptBlocks,
  type KeptSweep,
  runModelSweep,
  runSweep,
} from '../../../pipelines/search/index.js';
import { heldInputs } from '../backtest/held-inputs.js';
import { randomBars } from './random-bars.js';

type SweepBlockResult = Parameters<KeptBlocks['keep']>[0];

const SYMBOLS = 5;
const BARS = 400;
const inputs = Array.from({ length: SYMBOLS }, (_, k) => ({ bars: randomBars(k, BARS - 40 * k, BARS) }));
const symbols = inputs.map((_, k) => `S${k}`);
const sessions = inputs[0].bars.time;
const settings = { cash: 100_000, commission: { bps: 10 } };
const strategy = { name: 'sma-cross' };
const combinations = [5, 10, 15].flatMap((fast) => [20, 30, 40].map((slow) => ({ fast, slow })));

test('one thread and two give the same table, and its equity is the sum of the accounts', async () => {
  const setup = { strategy, combinations, settings, sessions };
  const [one, two] = await Promise.all(
    [1, 2].map((workers) => runSweep({ symbols, inputs }, setup, { workers })),
  );
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

test('a model search tries what it was given room for, none twice, the same again with the same seed, and from what was kept', async () => {
  const space = {
    parameters: [
      { name: 'fast', min: 2, max: 40, step: 1, integer: true },
      { name: 'slow', min: 10, max: 120, step: 5, integer: true },
    ],
    admits: ({ fast, slow }: Readonly<Record<string, number>>) => fast < slow,
  };
  const search = { space, count: 30, seed: 4, resolve: (point: Readonly<Record<string, number>>) => point };
  const run = () =>
    runModelSweep(heldInputs({ symbols, inputs }), { strategy, settings, sessions }, search, { workers: 1 });
  const table = await run();
  expect(table.combinations).toHaveLength(30);
  expect(new Set(table.combinations.map((point) => JSON.stringify(point))).size).toBe(30);
  expect(table.combinations.every(({ fast, slow }) => fast < slow)).toBe(true);
  expect(table.figures).toHaveLength(30 * FIGURES.length);
  expect(await run()).toEqual(table);
  const memory = new Map<string, SweepBlockResult>();
  const kept = (load: boolean): KeptSweep => ({
    blocksOf: (combinations) => ({
      load: (block) => (load ? memory.get(JSON.stringify([combinations, block])) : undefined),
      keep: (result) => void memory.set(JSON.stringify([combinations, result.block]), result),
    }),
    forget: () => {},
  });
  const again = (load: boolean) =>
    runModelSweep(heldInputs({ symbols, inputs }), { strategy, settings, sessions }, search, {
      kept: kept(load),
    });
  await again(false);
  const found = await again(true);
  expect(found).toEqual({ ...table, resumedBlocks: memory.size });
  expect(memory.size).toBe(3 * SYMBOLS);
});

test('one account for all symbols: the table is that of the single portfolios, on one thread and on two, also against a benchmark', async () => {
  const positions = [1, 2, 3].map((value) => ({ lookback: 30, skip: 5, positions: value }));
  const setup = {
    strategy: { name: 'momentum-rotation' },
    combinations: positions,
    settings: { ...settings, rebalance: { calendar: 'weekly' as const } },
    sessions,
    account: 'portfolio' as const,
    benchmark: inputs[0].bars,
  };
  const [one, two] = await Promise.all(
    [1, 2].map((workers) => runSweep({ symbols, inputs }, setup, { workers })),
  );
  expect(two).toEqual(one);
  positions.forEach((parameters, c) => {
    const compiled = compileStrategy(findStrategy('momentum-rotation'), parameters);
    const own = runPortfolioStrategy(compiled, { symbols, inputs }, setup.settings);
    expect(own.trades.length).toBeGreaterThan(10);
    expect(one.equity.slice(c * BARS, (c + 1) * BARS)).toEqual(own.equity);
    const { alpha } = figures(own.equity, own.time, own.trades, { benchmark: inputs[0].bars.close });
    const place = FIGURES.findIndex(({ name }) => name === 'alpha');
    expect(one.figures[c * FIGURES.length + place]).toBe(alpha);
  });
});

test('a module of a file is swept as a ready-made strategy is, and a symbol it fails on half way is reported and leaves nothing', async () => {
  const code = `export const own = { kind: 'code', name: 'own', parameters: [{ name: 'n', default: 2, min: 1, max: 9, integer: true }],
    prepare(bars, { n }) { if (n > 2 && bars.time.length < ${BARS - 150}) throw new Error('too few bars'); return { close: bars.close, n }; },
    decide: (i, account, { close, n }) => account.position === 0 && close[i] > close[i - n] ? { entries: [{ side: 'long' }] }
      : account.position > 0 && close[i] < close[i - n] ? { exit: true } : undefined };`;
  const setup = { combinations: [{ n: 2 }, { n: 5 }], settings, sessions };
  const rules = {
    kind: 'rules' as const,
    name: 'own',
    title: '',
    description: '',
    source: '',
    account: 'single' as const,
    parameters: [{ name: 'n', title: '', default: 2, min: 1, max: 9, step: 1, integer: true }],
    rules: { entry: 'close > close[n]', exit: 'close < close[n]' },
  };
  const own = await runSweep({ symbols, inputs }, { ...setup, strategy: { code } });
  expect(own.failures).toEqual([{ symbol: 'S4', message: 'too few bars' }]);
  const four = { symbols: symbols.slice(0, 4), inputs: inputs.slice(0, 4) };
  const expected = await runSweep(four, { ...setup, strategy: { rules } });
  expect(own.figures).toEqual(expected.figures);
  expect(own.equity).toEqual(expected.equity);
  const shared = { account: 'portfolio' as const, settings: { ...settings, maxPositions: 2 } };
  const inOne = await runSweep(four, { ...setup, ...shared, strategy: { code } });
  expect(inOne.equity).not.toEqual(own.equity);
  expect(inOne.equity).toEqual(
    (await runSweep(four, { ...setup, ...shared, strategy: { rules } }, { workers: 1 })).equity,
  );
});

test('on prices without any structure, paths out of sample fall short of the best in sample', async () => {
  const table = await runSweep(
    { symbols, inputs },
    { strategy, combinations, settings, sessions },
    { workers: 1 },
  );
  const doubt = doubtSweep(table, { seed: 1, cpcv: { groups: 6, testGroups: 2 } });
  expect(doubt.cpcv?.folds).toBe(15);
  expect(doubt.cpcv?.pathSharpes).toHaveLength(5);
  expect(doubt.cpcv?.mean).toBeLessThan(doubt.sharpe);
  expect(doubt.sharpes[doubt.best] * Math.sqrt(252)).toBeCloseTo(doubt.sharpe, 10);
  expect(doubt.stability?.plateau).toHaveLength(combinations.length);
});
