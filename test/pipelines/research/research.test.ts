import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { FIGURES } from '../../../models/statistics/index.js';
import { compileStrategy, findStrategy, runBacktest } from '../../../models/strategies/index.js';
import {
  listStudies,
  maybeReadResearch,
  readStudy,
  readTries,
  type Study,
  storeBacktest,
  storeSweep,
  withResearch,
} from '../../../pipelines/research/index.js';
import { locateWorkspace } from '../../../pipelines/workspace/index.js';

const folder = mkdtempSync(join(tmpdir(), 'technic-studies-'));
const workspace = locateWorkspace(join(folder, 'one'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bars = randomBars(400);
const inputs = { symbols: ['AAA'], inputs: [{ bars }], market: { benchmark: bars } };

function backtest(fast: number) {
  const compiled = compileStrategy(findStrategy('sma-cross'), { fast });
  const settings = { cash: 100_000 };
  return { compiled, settings, result: runBacktest(compiled, inputs, { account: 'each', settings }) };
}

function studyOf(id: string, fast: number): Study {
  const { compiled, settings, result } = backtest(fast);
  return {
    id,
    kind: 'backtest',
    storedAt: Date.UTC(2026, 0, 1),
    strategy: 'sma-cross',
    title: 'cross',
    definition: undefined,
    parameters: [compiled.parameters],
    account: 'each',
    settings,
    symbols: ['AAA'],
    adjust: 'all',
    time: result.time,
    market: 'test market',
    isSynthetic: true,
    dataHash: 'd',
    codeVersion: 'c',
    seed: 1,
    command: 'npx technic backtest sma-cross',
  };
}

const store = (id: string, fast: number) =>
  withResearch(workspace, (database) => storeBacktest(database, studyOf(id, fast), backtest(fast).result));

test('nothing is on record before the first backtest', async () => {
  expect(await maybeReadResearch(locateWorkspace(join(folder, 'empty')), listStudies)).toBeUndefined();
});

test('a try counts once however often it is run, another one on top', async () => {
  expect((await store('a', 5)).trials).toBe(1);
  expect((await store('b', 5)).trials).toBe(1);
  expect((await store('c', 6)).trials).toBe(2);
});

test('what is stored comes back to the last bit', async () => {
  const { result } = backtest(6);
  const study = await withResearch(workspace, (database) => readStudy(database, 'c'));
  const known = Object.entries(result.figures).filter(([, value]) => !Number.isNaN(value));
  expect(study.figures).toMatchObject(Object.fromEntries(known));
  expect((study.equity as { equity: number }[]).map(({ equity }) => equity)).toEqual([...result.equity]);
  expect((study.trades as { pnl: number }[]).map(({ pnl }) => pnl)).toEqual(
    result.trades.map(({ pnl }) => pnl),
  );
});

test('every combination of a sweep is a try, and more tries make the best less likely to be skill', async () => {
  const parameters = [5, 6, 7, 8].map((fast) => ({ fast, slow: 30 }));
  const record = {
    figures: new Float64Array(4 * FIGURES.length).fill(0.5),
    sharpes: Float64Array.of(0.01, 0.02, 0.03, 0.09),
    best: 3,
    skew: 0,
    kurtosis: 3,
    doubt: { sharpe: 1.4, bestParameters: parameters[3] },
  };
  const sweep = { ...studyOf('d', 5), kind: 'sweep' as const, parameters };
  const doubt = await withResearch(workspace, (database) => storeSweep(database, sweep, record));
  // fast 5 and 6 were tried already.
  expect(doubt.trials).toBe(4);
  const wider = [...parameters, ...[9, 10, 11, 12].map((fast) => ({ fast, slow: 30 }))];
  const more = await withResearch(workspace, (database) =>
    storeSweep(
      database,
      { ...sweep, id: 'e', parameters: wider },
      {
        ...record,
        figures: new Float64Array(8 * FIGURES.length),
        sharpes: Float64Array.of(...record.sharpes, -0.05, 0.05, -0.06, 0.06),
      },
    ),
  );
  expect(more.trials).toBe(8);
  expect(more.deflatedSharpe).toBeLessThan(doubt.deflatedSharpe);
  const list = await withResearch(workspace, listStudies);
  expect(list.map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
  expect(list[1]).toMatchObject({ kind: 'sweep', sharpe: 1.4, parameters: parameters[3] });
});

test('an unknown id is named', async () => {
  await expect(withResearch(workspace, (database) => readStudy(database, 'zzz'))).rejects.toThrow(
    'no stored backtest "zzz"',
  );
});

test('the newest stands first, with the command that repeats it; a record of an earlier version is carried on', async () => {
  const older = locateWorkspace(join(folder, 'older'));
  const begin = (id: string) =>
    withResearch(older, (database) => storeBacktest(database, studyOf(id, 5), backtest(5).result));
  await begin('a');
  await withResearch(older, async (database) => {
    await database.run('ALTER TABLE studies DROP COLUMN command');
    await database.run('UPDATE research_version SET version = 1');
  });
  await begin('b');
  const rows = await withResearch(older, listStudies);
  expect(rows.map(({ id, command }) => [id, command])).toEqual([
    ['b', 'npx technic backtest sma-cross'],
    ['a', null],
  ]);
  expect(rows[0].closedTrades).toBe(backtest(5).result.figures.closedTrades);
  expect((await withResearch(older, (database) => readTries(database, 'test market'))).length).toBe(1);
});

function randomBars(n: number) {
  const random = createRandom(11);
  const close = new Float64Array(n);
  for (let i = 0; i < n; i++) close[i] = (close[i - 1] ?? 100) * Math.exp(0.015 * random.normal());
  return {
    time: Float64Array.from(close, (_, i) => i * 86_400_000),
    open: close.slice(),
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1e6),
    interval: '1d' as const,
  };
}
