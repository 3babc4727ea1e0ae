import { describe, expect, test } from 'vitest';
import { nightBefore } from '../../pipelines/cli/night-before.js';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

const night = nightBefore();

const { inWorkspace } = night;

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
