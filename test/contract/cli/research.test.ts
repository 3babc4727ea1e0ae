import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

let workspace: string;
beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-research-'));
  await technicJson([
    'nightly',
    '--no-site',
    '--symbol-count',
    '33',
    '--years',
    '2',
    '--source',
    'synthetic',
    '--workspace',
    workspace,
  ]);
}, 120_000);
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

const inWorkspace = () => ['--workspace', workspace];

interface BacktestDocument {
  readonly figures: Record<string, number | string | null>;
  readonly trades: readonly Record<string, unknown>[];
  readonly equity?: readonly { readonly date: string; readonly equity: number }[];
}

describe('backtest --json', () => {
  test('has figures, trades and, when asked for, equity that ends at the final equity', async () => {
    const document = await technicJson<BacktestDocument>([
      'backtest',
      '--entry',
      'crossover(sma(close,10), sma(close,30))',
      '--exit',
      'crossunder(sma(close,10), sma(close,30))',
      '--symbols',
      'SYN001',
      '--cash',
      '100000',
      '--commission-bps',
      '10',
      '--size',
      'all-in',
      '--units',
      'integer',
      '--stop-loss',
      '0.05',
      '--target',
      '0.10',
      '--stop-basis',
      'fill',
      '--equity',
      ...inWorkspace(),
    ]);
    expect(document.trades.length).toBeGreaterThan(2);
    expect(Object.keys(document.trades[0])).toEqual(
      expect.arrayContaining([
        'symbol',
        'entryDate',
        'exitDate',
        'size',
        'entryPrice',
        'exitPrice',
        'pnl',
        'return',
        'commission',
        'reason',
        'status',
      ]),
    );
    const last = document.equity?.[document.equity.length - 1];
    expect(last?.equity).toBeCloseTo(Number(document.figures.finalEquity), 9);
    const closed = document.trades.filter(({ status }) => status === 'closed');
    expect(document.figures.closedTrades).toBe(closed.length);
    expect(['signal', 'stop', 'target']).toContain(closed[0].reason);
  });

  test('a named strategy takes repeated --param', async () => {
    const { figures } = await technicJson<BacktestDocument>([
      'backtest',
      'sma-cross',
      '--param',
      'fast=10',
      '--param',
      'slow=30',
      '--symbols',
      'SYN001,SYN002',
      ...inWorkspace(),
    ]);
    expect(Number(figures.initialEquity)).toBe(200_000);
  });

  test('limit entries and time exits', async () => {
    const { trades } = await technicJson<BacktestDocument>([
      'backtest',
      '--entry-limit',
      '0.99 * close',
      '--valid',
      '1',
      '--max-bars',
      '5',
      '--symbols',
      'SYN001',
      ...inWorkspace(),
    ]);
    const closed = trades.filter(({ status }) => status === 'closed');
    expect(closed.length).toBeGreaterThan(10);
    expect(closed.every(({ barsHeld }) => barsHeld === 5)).toBe(true);
  });

  test.each([
    [['backtest', '--symbols', 'SYN001'], /nothing says when to enter/],
    [['backtest', 'no-such-strategy'], /there is no strategy/],
    [['backtest', 'sma-cross', '--param', 'fats=3'], /unknown parameter "fats"/],
    [['backtest', '--entry', 'close > smaa(close, 3)'], /did you mean "sma"/],
    [['backtest', '--entry', 'close > 1', '--size', 'huge'], /--size "huge" is not known/],
    [['backtest', '--entry', 'close > 1', '--symbols', 'NOPE'], /not among the 34 symbols/],
  ])('%j is refused with what to do', async (args, message) => {
    const { code, stderr } = await technic([...args, ...inWorkspace()]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('strategy new', () => {
  const file = () => join(workspace, 'strategies', 'my-idea.ts');
  const there = (args: readonly string[]) => technic([...args, ...inWorkspace()], { cwd: workspace });

  test('writes a strategy into the folder of one’s own, which runs as it is, by its name and by its path', async () => {
    expect((await technic(['strategy', 'new', 'my-idea'], { cwd: workspace })).code).toBe(0);
    expect(existsSync(file())).toBe(true);
    const byName = await there(['backtest', 'my-idea', '--symbols', 'SYN001', '--json']);
    expect(byName.stderr).not.toContain('error');
    const named = JSON.parse(byName.stdout) as BacktestDocument;
    const { figures } = await technicJson<BacktestDocument>([
      'backtest',
      file(),
      '--symbols',
      'SYN001',
      ...inWorkspace(),
    ]);
    expect(figures).toEqual(named.figures);
    expect(Number(figures.finalEquity)).toBeGreaterThan(0);
  });

  test('a strategy that knows tomorrow is refused with bar and column, and runs when one insists', async () => {
    const peeking = join(workspace, 'peeking.ts');
    const text = readFileSync(file(), 'utf8');
    writeFileSync(peeking, text.replace('close[i] > average[i])', 'close[i + 1] > average[i])'));
    const args = ['backtest', peeking, '--symbols', 'SYN001'];
    const refused = await there(args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/sees the future in "decide: entries"\. SYN001: .*its value at bar \d+/);
    expect((await there([...args, '--no-look-ahead-check', '--no-store'])).code).toBe(0);
  });

  test('never writes over one that is there', async () => {
    for (const name of ['sma-cross', 'my-idea']) {
      const { code, stderr } = await technic(['strategy', 'new', name], { cwd: workspace });
      expect(code).toBe(2);
      expect(stderr).toMatch(/already/);
    }
  });
});

describe('what was tried', () => {
  const run = (fast: number) =>
    technicJson<{
      stored?: { id: string; trials: number; deflatedSharpe: number };
      figures: { sharpe: number };
    }>(['backtest', 'sma-cross', '--param', `fast=${fast}`, '--symbols', 'SYN003', ...inWorkspace()]);

  test('is stored with its stamp and counted, also by two commands at once', async () => {
    const both = await Promise.all([run(5), run(6)]);
    const [first, other] = both.map(({ stored }) => stored);
    expect(Math.abs(Number(other?.trials) - Number(first?.trials))).toBe(1);
    const list = await technicJson<{ id: string }[]>(['backtest', '--list', ...inWorkspace()]);
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([first?.id, other?.id]));
    const shown = await technicJson<{ figures: { sharpe: number } }>([
      'backtest',
      '--show',
      String(other?.id),
      ...inWorkspace(),
    ]);
    expect(shown).toMatchObject({
      parameters: { fast: 6, slow: 30 },
      symbols: ['SYN003'],
      is_synthetic: true,
      data_hash: expect.any(String),
      code_version: expect.any(String),
    });
    expect(shown.figures.sharpe).toBe(both[1].figures.sharpe);
  });

  test('an unknown id is named', async () => {
    const { code, stderr } = await technic(['backtest', '--show', 'nothing', ...inWorkspace()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no stored backtest "nothing"/);
  });
});

describe('questions about a backtest', () => {
  test('tables, intervals, permuted entries and other orders of trades; asked again, all of it from the cache', async () => {
    const args = ['backtest', 'sma-cross', '--symbols', 'SYN003,SYN004', '--by', 'year,month,regime,sector'];
    const more = ['--bootstrap', '50', '--permute', '50', '--monte-carlo', '50', '--no-store'];
    const ask = () =>
      technicJson<
        Record<string, never[]> & { figures: Record<string, number>; cache: Record<string, number | string> }
      >([...args, ...more, ...inWorkspace()]);
    const { cache: computed, ...document } = await ask();
    const { cache: known, ...again } = await ask();
    expect(again).toEqual(document);
    expect(computed).toMatchObject({ hits: 0, misses: 2, computedSymbols: 2 });
    expect(known).toMatchObject({ tier: 'embedded', hits: 2, misses: 0, computedSymbols: 0 });
    expect(known.secondsSaved).toBeGreaterThan(0);
    const { figures, byYear, byMonth, byRegime, bySector, permutation } = document;
    const grown = (rows: readonly { totalReturn: number }[]) =>
      rows.reduce((product, { totalReturn }) => product * (1 + totalReturn), 1) - 1;
    expect(grown(byYear)).toBeCloseTo(figures.totalReturn, 10);
    expect(grown(byMonth)).toBeCloseTo(figures.totalReturn, 10);
    const count = (rows: readonly { trades: number }[]) => rows.reduce((sum, { trades }) => sum + trades, 0);
    expect(count(byRegime)).toBe(figures.closedTrades);
    expect(count(bySector)).toBe(figures.closedTrades);
    expect(permutation).toHaveLength(2);
    const { intervals } = document as unknown as {
      intervals: Record<string, { lower: number; upper: number; estimate: number }>;
    };
    expect(intervals.sharpe.estimate).toBe(figures.sharpe);
    expect(intervals.sharpe.lower).toBeLessThan(intervals.sharpe.upper);
  });

  test('a table that is not known is refused with those that are', async () => {
    const { code, stderr } = await technic(['backtest', 'sma-cross', '--by', 'weekday', ...inWorkspace()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--by takes some of year, month, regime, sector/);
  });
});

describe('tearsheet --json', () => {
  test('has IC by horizon with its interval, quantiles, turnover and decay', async () => {
    const sheet = await technicJson<{
      horizons: {
        horizon: number;
        ic: { mean: number; lower95: number; upper95: number; n: number };
        quantiles: unknown[];
      }[];
      turnover: unknown[];
      decay: unknown[];
    }>(['tearsheet', 'close / close[63] - 1', ...inWorkspace()]);
    expect(sheet.horizons.map(({ horizon }) => horizon)).toEqual([1, 5, 10, 21]);
    for (const { ic, quantiles } of sheet.horizons) {
      expect(ic.lower95).toBeLessThan(ic.mean);
      expect(ic.upper95).toBeGreaterThan(ic.mean);
      expect(quantiles.length).toBe(5);
    }
    expect(sheet.decay.length).toBeGreaterThan(0);
  });
});

describe('train --json', () => {
  test('has the verdict, metrics, baselines, trials, parity with ONNX, and the path of a model that verifies', async () => {
    const document = await technicJson<{ verdict: string; path: string; onnxParity: { maxAbsDiff: number } }>(
      [
        'train',
        '--model',
        'ridge',
        '--label',
        'fwd5',
        '--folds',
        '2',
        '--search',
        'one',
        '--workers',
        '0',
        ...inWorkspace(),
      ],
    );
    expect(document).toMatchObject({
      verdict: expect.stringMatching(/^(skill|weak|none)$/),
      metrics: {
        ic: expect.any(Number),
        icStdErr: expect.any(Number),
        auc: expect.any(Number),
        brier: expect.any(Number),
      },
      baselines: {
        rating: expect.any(Object),
        'momentum 12-1': expect.any(Object),
        constant: expect.any(Object),
      },
      trials: expect.any(Number),
      seconds: expect.any(Number),
      onnxParity: { maxAbsDiff: expect.any(Number) },
    });
    expect(document.onnxParity.maxAbsDiff).toBeLessThanOrEqual(1e-6);
    const listed = await technicJson<{ name: string }[]>(['models', 'list', ...inWorkspace()]);
    expect(listed.map(({ name }) => name)).toEqual(['ridge-fwd5']);
    const verified = await technicJson<{ rows: number; maxAbsDiff: number }>([
      'models',
      'verify',
      'ridge-fwd5',
      ...inWorkspace(),
    ]);
    expect(verified.maxAbsDiff).toBeLessThanOrEqual(1e-6);
  }, 120_000);
});
