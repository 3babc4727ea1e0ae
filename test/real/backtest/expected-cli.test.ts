import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoDate } from '../../../models/bars/index.js';
import type { Bars } from '../../../models/bars/index.js';
import { simulatePortfolio } from '../../../models/simulation/index.js';
import { technicJson } from '../../pipelines/cli/run-technic.js';
import { hasShared, mainBars, queryShared, SHARED } from '../simulation/shared-data.js';

const SYMBOLS = ['AAPL', 'XOM', 'JPM'];
const CROSS = [
  '--entry',
  'crossover(sma(close,10), sma(close,30))',
  '--exit',
  'crossunder(sma(close,10), sma(close,30))',
];
const BRACKET = [...CROSS, '--stop-loss', '0.05', '--target', '0.10'];
const STRATEGIES: Readonly<Record<string, readonly string[]>> = {
  S1: CROSS,
  S2: ['--entry', 'rsi(14) < 30', '--exit', 'rsi(14) > 55'],
  S2B: ['--entry', 'rsi(14) < 30', '--exit', 'rsi(14) > 70'],
  S3: ['--entry', 'close > highest(high, 20)[1]', '--exit', 'close < lowest(low, 10)[1]'],
  S4: [...BRACKET, '--stop-basis', 'signal'],
  S4F: [...BRACKET, '--stop-basis', 'fill'],
  S5: ['--entry', 'sma(close,20) > sma(close,50)', '--short', 'sma(close,20) <= sma(close,50)'],
  S6: ['--entry-limit', '0.99 * close', '--valid', '1', '--max-bars', '5'],
};
/** Our figure by the name of the expected column. */
const FIGURES = {
  bars: 'bars',
  final_equity: 'finalEquity',
  closed_trades: 'closedTrades',
  open_at_end: 'openAtEnd',
  max_drawdown: 'maxDrawdown',
  total_commission: 'totalCommission',
  win_rate: 'winRate',
  exposure_close: 'exposureClose',
  exposure_closed_trades_incl_exit_bar: 'exposureClosedTradesInclExitBar',
} as const;
const METRICS = {
  total_return: 'totalReturn',
  cagr: 'cagr',
  vol_annual: 'volAnnual',
  sharpe: 'sharpe',
  sortino: 'sortino',
  calmar: 'calmar',
  skew_g1: 'skewG1',
  kurtosis_b2: 'kurtosisB2',
  profit_factor: 'profitFactor',
  win_rate: 'winRate',
} as const;

interface Document {
  readonly figures: Readonly<Record<string, number>>;
  readonly trades: readonly Readonly<Record<string, number | string>>[];
  readonly equity: readonly { readonly date: string; readonly equity: number }[];
  readonly bySymbol: readonly {
    readonly symbol: string;
    readonly figures: Readonly<Record<string, number>>;
  }[];
}
type Row = Readonly<Record<string, unknown>>;

describe.skipIf(!hasShared)(
  'the strategies of expected/README.md through the command line (needs ../shared or TECHNIC_SHARED)',
  () => {
    const workspace = mkdtempSync(join(tmpdir(), 'technic-expected-'));
    afterAll(() => rmSync(workspace, { recursive: true, force: true }));
    let trades: readonly Row[];
    let figures: readonly Row[];
    let metrics: readonly Row[];
    let engines: readonly Row[];
    beforeAll(async () => {
      trades = await queryShared(
        `select * replace (entry_date::varchar as entry_date, exit_date::varchar as exit_date) from '{data}/expected/trades.csv'`,
      );
      figures = await queryShared(`select * from '{data}/expected/figures.csv'`);
      metrics = await queryShared(`select * from '{data}/expected/metrics_S1.csv'`);
      engines = await queryShared(`select * from '{data}/expected/engines.csv'`);
    });

    const backtest = (args: readonly string[], symbols: readonly string[] = SYMBOLS) =>
      technicJson<Document>([
        'backtest',
        ...args,
        '--source',
        'csv',
        '--path',
        `${SHARED}/data/us_sp500_5yr/all_stocks_5yr.raw.csv.gz`,
        '--symbols',
        symbols.join(','),
        '--adjust',
        'none',
        '--cash',
        '100000',
        '--commission-bps',
        '10',
        '--equity',
        '--no-store',
        '--workspace',
        workspace,
      ]);

    test.each(Object.keys(STRATEGIES))('%s: trade for trade, equity 1e-9, figures 1e-9', async (name) => {
      const document = await backtest(STRATEGIES[name]);
      const sum = new Map<string, number>();
      for (const symbol of SYMBOLS) {
        const own = document.trades.filter((trade) => trade.symbol === symbol);
        const expected = trades.filter((row) => row.strategy === name && row.symbol === symbol);
        expect(own.length).toBe(expected.length);
        expect(own.length).toBeGreaterThan(0);
        own.forEach((trade, k) => expectTrade(trade, expected[k]));
        for (const row of await queryShared(
          `select date::varchar as date, "${name}" as equity from '{data}/expected/equity_${symbol}.csv.gz'`,
        )) {
          sum.set(String(row.date), (sum.get(String(row.date)) ?? 0) + Number(row.equity));
        }
        const given = document.bySymbol.find((row) => row.symbol === symbol)?.figures ?? {};
        expectColumns(given, find(figures, { strategy: name, symbol }), FIGURES);
        if (name === 'S1') expectColumns(given, find(metrics, { symbol }), METRICS);
      }
      expect(document.equity.length).toBe(sum.size);
      for (const { date, equity } of document.equity) expectClose(equity, Number(sum.get(date)));
    });

    test('S4F as vectorbt, and S1 as backtesting.py, end with what those engines gave', async () => {
      for (const [compat, name, engine] of [
        ['vectorbt', 'S4F', 'vectorbt 1.1.0'],
        ['backtesting.py', 'S1', 'backtesting.py 0.6.6'],
      ] as const) {
        const { bySymbol } = await backtest([...STRATEGIES[name], '--compat', compat]);
        for (const symbol of SYMBOLS) {
          const given = bySymbol.find((row) => row.symbol === symbol)?.figures ?? {};
          expectColumns(given, find(engines, { strategy: name, symbol, engine }), {
            final_equity: 'finalEquity',
            closed_trades: 'closedTrades',
            max_drawdown: 'maxDrawdown',
            win_rate: 'winRate',
          });
        }
      }
    });

    test('S1 as backtesting.py: its ratios of the expected equity, its exposure and profit factor, to 1e-9', async () => {
      const { bySymbol } = await backtest([...CROSS, '--compat', 'backtesting.py']);
      for (const symbol of SYMBOLS) {
        const given = bySymbol.find((row) => row.symbol === symbol)?.figures ?? {};
        const rows = await queryShared(
          `select S1 as equity, epoch_ms(date::timestamp) as time from '{data}/expected/equity_${symbol}.csv.gz' order by date`,
        );
        const own = trades.filter(
          (row) => row.strategy === 'S1' && row.symbol === symbol && row.status === 'closed',
        );
        const expected = asBacktestingPy(
          rows.map(({ equity }) => Number(equity)),
          (Number(rows[rows.length - 1].time) - Number(rows[0].time)) / 86_400_000,
          own.map((row) => Number(row.return)),
        );
        for (const [name, value] of Object.entries(expected)) expectClose(given[name], value);
        const engine = find(engines, { strategy: 'S1', symbol, engine: 'backtesting.py 0.6.6' });
        expectClose(given.exposureClose, Number(engine.exposure_reported));
      }
    });

    test('S7: ten equal weights of one account, given as a file, equal the engine’s own run of its settings', async () => {
      const config = JSON.parse(readFileSync(`${SHARED}/data/expected/S7_settings.json`, 'utf8'));
      const settings = {
        units: 'fractional',
        rebalance: { calendar: 'monthly', selection: { kind: 'equal' } },
      };
      const file = join(workspace, 'equal-weights.ts');
      writeFileSync(
        file,
        `export const equalWeights = { kind: 'rules', name: 'equal-weights', title: 'Equal weights', description: 'Ten alike.',
          source: 'expected/S7_settings.json', parameters: [], account: 'portfolio', rules: {}, settings: () => (${JSON.stringify(settings)}) };`,
      );
      const document = await backtest([file], config.symbols);
      const all = await mainBars(config.symbols);
      const bars = config.symbols.map((symbol: string) => all.get(symbol) as Bars);
      const own = simulatePortfolio({ symbols: config.symbols, bars }, [], {
        cash: 100_000,
        commission: { bps: 10 },
        units: 'fractional',
        rebalance: { calendar: 'monthly', selection: { kind: 'equal' } },
      });
      expect(document.equity.map(({ date }) => date)).toEqual(Array.from(own.time, isoDate));
      document.equity.forEach(({ equity }, i) => expectClose(equity, own.equity[i]));
      expectClose(document.figures.finalEquity, own.equity[own.equity.length - 1]);
      const flags = ['--rebalance', 'monthly', '--hold', 'equal', '--units', 'fractional'];
      expect((await backtest(flags, config.symbols)).equity).toEqual(document.equity);
    });
  },
);

/** The definitions of backtesting.py 0.6 (_stats.py) for daily bars of weekdays, written down a second time. */
function asBacktestingPy(equity: readonly number[], days: number, tradeReturns: readonly number[]) {
  const returns = equity.slice(1).map((value, i) => value / equity[i] - 1);
  const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
  const variance = returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (returns.length - 1);
  const logs = returns.reduce((sum, r) => sum + Math.log1p(r), 0);
  const growth = Math.exp(logs / equity.length);
  const annual = growth ** 252 - 1;
  const volatility = Math.sqrt((variance + growth ** 2) ** 252 - growth ** 504);
  const downside = returns.reduce((sum, r) => sum + Math.min(r, 0) ** 2, 0) / returns.length;
  let peak = equity[0];
  const drawdown = equity.reduce((worst, value) => {
    peak = Math.max(peak, value);
    return Math.max(worst, 1 - value / peak);
  }, 0);
  const sumOf = (sign: number) =>
    tradeReturns.reduce((sum, r) => sum + (Math.sign(r) === sign ? Math.abs(r) : 0), 0);
  return {
    volAnnual: volatility,
    sharpe: annual / volatility,
    sortino: annual / Math.sqrt(downside * 252),
    calmar: annual / drawdown,
    cagr: (equity[equity.length - 1] / equity[0]) ** (252 / days) - 1,
    profitFactor: sumOf(1) / sumOf(-1),
    expectancyReturn: (sumOf(1) - sumOf(-1)) / tradeReturns.length,
  };
}

function expectTrade(trade: Readonly<Record<string, number | string>>, expected: Row): void {
  expect([trade.entryDate, trade.exitDate, trade.size, trade.status]).toEqual([
    expected.entry_date,
    expected.exit_date,
    Number(expected.size),
    expected.status,
  ]);
  // The file calls the end of a holding time a signal; ours says what it was.
  expect(trade.reason === 'time' ? 'signal' : trade.reason).toBe(expected.exit_reason);
  for (const [ours, theirs] of [
    ['entryPrice', 'entry_price'],
    ['exitPrice', 'exit_price'],
    ['pnl', 'pnl'],
    ['return', 'return'],
    ['commission', 'commission'],
  ])
    expectClose(Number(trade[ours]), Number(expected[theirs]));
}

function expectColumns(
  given: Readonly<Record<string, number>>,
  expected: Row,
  names: Readonly<Record<string, string>>,
): void {
  for (const [theirs, ours] of Object.entries(names)) expectClose(given[ours], Number(expected[theirs]));
}

function find(rows: readonly Row[], key: Readonly<Record<string, string>>): Row {
  const found = rows.find((row) => Object.entries(key).every(([name, value]) => row[name] === value));
  if (found === undefined) throw new Error(`no expected row for ${JSON.stringify(key)}`);
  return found;
}

/** The files have twelve digits; a pnl is a difference of large amounts. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}
