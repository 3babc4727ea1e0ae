import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isoDate, parseIsoDate } from '../../../models/bars/index.js';
import {
  deflateBest,
  deflatedSharpe,
  figures,
  probabilisticSharpe,
  type SharpeSample,
  type TradeRow,
} from '../../../models/statistics/index.js';

const shared = process.env.TECHNIC_SHARED ?? `${import.meta.dirname}/../../../../shared`;
const expectedFolder = `${shared}/data/expected`;
const title = existsSync(expectedFolder)
  ? 'figures agree with the expected back-tests'
  : `figures agree with the expected back-tests: skipped, no ${expectedFolder} (set TECHNIC_SHARED)`;

type Row = Record<string, string>;

function parseCsv(text: string): Row[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, k) => [name, cells[k]]));
  });
}

function load(symbol: string, strategy: string) {
  const rows = parseCsv(gunzipSync(readFileSync(`${expectedFolder}/equity_${symbol}.csv.gz`)).toString());
  const time = Float64Array.from(rows, (row) => parseIsoDate(row.date));
  const equity = Float64Array.from(rows, (row) => Number(row[strategy]));
  const trades = parseCsv(readFileSync(`${expectedFolder}/trades.csv`, 'utf8'))
    .filter((row) => row.strategy === strategy && row.symbol === symbol)
    .map(
      (row): TradeRow => ({
        entryTime: parseIsoDate(row.entry_date),
        exitTime: parseIsoDate(row.exit_date),
        size: Number(row.size),
        entryPrice: Number(row.entry_price),
        exitPrice: Number(row.exit_price),
        pnl: Number(row.pnl),
        return: Number(row.return),
        commission: Number(row.commission),
        mae: 0,
        mfe: 0,
        barsHeld: Number(row.exit_bar) - Number(row.entry_bar),
        status: row.status === 'open' ? 'open' : 'closed',
      }),
    );
  return { time, equity, trades };
}

function expectRelative(actual: number, expected: number, tolerance: number, name: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-12);
  expect(error, `${name}: ${actual} against ${expected}`).toBeLessThan(tolerance);
}

/** Column of metrics_S1.json → name of the figure. */
const METRICS: Record<string, string> = {
  bars: 'bars',
  years_365_25: 'years',
  total_return: 'totalReturn',
  cagr: 'cagr',
  mean_daily: 'meanReturn',
  std_daily_ddof1: 'stdReturn',
  vol_annual: 'volAnnual',
  sharpe: 'sharpe',
  downside_dev_daily: 'downsideDeviation',
  sortino: 'sortino',
  max_drawdown: 'maxDrawdown',
  calmar: 'calmar',
  longest_drawdown_days: 'longestDrawdownDays',
  skew_g1: 'skewG1',
  kurtosis_b2: 'kurtosisB2',
  skew_bias_corrected: 'skewBiasCorrected',
  excess_kurtosis_bias_corrected: 'excessKurtosisBiasCorrected',
  var95_hist: 'var95Hist',
  cvar95_hist: 'cvar95Hist',
  closed_trades: 'closedTrades',
  profit_factor: 'profitFactor',
  sqn: 'sqn',
  expectancy_cash: 'expectancyCash',
  expectancy_return: 'expectancyReturn',
  win_rate: 'winRate',
  psr_vs_0: 'psrVs0',
};

const DATES: Record<string, string> = {
  mdd_peak_date: 'ddPeak',
  mdd_trough_date: 'ddTrough',
  mdd_recovery_date: 'ddRecovery',
};

describe.skipIf(!existsSync(expectedFolder))(title, () => {
  test.each(['AAPL', 'XOM', 'JPM'])('every metric of S1 on %s, to 1e-9', (symbol) => {
    const metrics = JSON.parse(readFileSync(`${expectedFolder}/metrics_S1.json`, 'utf8'))[symbol];
    const { equity, time, trades } = load(symbol, 'S1');
    const actual = figures(equity, time, trades);
    for (const [column, name] of Object.entries(METRICS)) {
      expectRelative(actual[name], metrics[column], 1e-9, name);
    }
    for (const [column, name] of Object.entries(DATES)) {
      const date = Number.isNaN(actual[name]) ? null : isoDate(actual[name]);
      expect(date, name).toBe(metrics[column]);
    }
  });

  test('every row of figures.csv that has an equity curve here', () => {
    const rows = parseCsv(readFileSync(`${expectedFolder}/figures.csv`, 'utf8')).filter(
      (row) => row.strategy !== 'S7' && existsSync(`${expectedFolder}/equity_${row.symbol}.csv.gz`),
    );
    expect(rows.length).toBeGreaterThanOrEqual(24);
    for (const row of rows) {
      const { equity, time, trades } = load(row.symbol, row.strategy);
      const actual = figures(equity, time, trades);
      const where = `${row.strategy} ${row.symbol}`;
      const close = (name: string, expected: string) =>
        Math.abs(Number(expected)) < 1e-12
          ? expect(actual[name], `${where} ${name}`).toBeCloseTo(0, 12)
          : expectRelative(actual[name], Number(expected), 1e-9, `${where} ${name}`);
      close('finalEquity', row.final_equity);
      close('closedTrades', row.closed_trades);
      close('openAtEnd', row.open_at_end);
      close('maxDrawdown', row.max_drawdown);
      close('totalCommission', row.total_commission);
      close('winRate', row.win_rate);
      close('exposureClose', row.exposure_close);
      close('exposureClosedTradesInclExitBar', row.exposure_closed_trades_incl_exit_bar);
      expect(isoDate(actual.ddPeak), where).toBe(row.dd_peak);
      expect(isoDate(actual.ddTrough), where).toBe(row.dd_trough);
    }
  });

  test('PSR and DSR of all 174 trials on AAPL, to 1e-9', () => {
    const trials = parseCsv(readFileSync(`${expectedFolder}/sweep_AAPL.csv`, 'utf8'));
    const summary = JSON.parse(readFileSync(`${expectedFolder}/psr_dsr_AAPL.json`, 'utf8'));
    const sample = (row: Row): SharpeSample => ({
      sharpe: Number(row.sharpe_daily),
      n: summary.n_returns,
      skew: Number(row.skew),
      kurtosis: Number(row.kurtosis),
    });
    const variance = summary.trials_sharpe_variance_daily_ddof1;
    for (const row of trials) {
      // The table has 12 significant digits.
      expectRelative(probabilisticSharpe(sample(row), 0), Number(row.psr_vs_0), 1e-9, 'psr');
      expectRelative(deflatedSharpe(sample(row), variance, 174), Number(row.dsr), 1e-9, 'dsr');
    }
    const best: SharpeSample = {
      sharpe: summary.best_sharpe_daily,
      n: summary.n_returns,
      skew: summary.best_skew_g1,
      kurtosis: summary.best_kurtosis_b2,
    };
    expectRelative(deflatedSharpe(best, variance, 174), summary.dsr, 1e-12, 'dsr of the best');
    const column = (name: string) => Float64Array.from(trials, (row) => Number(row[name]));
    const deflated = deflateBest(
      { sharpe: column('sharpe_daily'), skew: column('skew'), kurtosis: column('kurtosis') },
      summary.n_returns,
    );
    expect(trials[deflated.best]).toMatchObject({
      fast: `${summary.best_fast}`,
      slow: `${summary.best_slow}`,
    });
    expectRelative(deflated.variance, variance, 1e-9, 'variance of the trials');
    expectRelative(deflated.expectedMaximum, summary.sr0_daily, 1e-9, 'expected maximum');
    expectRelative(deflated.dsr, summary.dsr, 1e-9, 'dsr from the sweep');
    const mistaken = { ...best, kurtosis: best.kurtosis - 3 };
    expectRelative(
      deflatedSharpe(mistaken, variance, 174),
      summary.dsr_if_excess_kurtosis_is_used_by_mistake,
      1e-12,
      'dsr with excess kurtosis',
    );
  });
});
