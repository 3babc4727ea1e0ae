import type { PeriodRow } from '../../models/statistics/index.js';
import type { Examination } from '../backtest/index.js';
import { print } from './output.js';
import { formatNumber, formatTable } from './table.js';

/** Prints the answers for a person; intervals stand beside the figures already. */
export function printExamination({
  byYear,
  byMonth,
  byRegime,
  bySector,
  permutation,
  tradeOrder,
}: Examination): void {
  if (byYear) printPeriods('year', byYear);
  if (byMonth) printPeriods('month', byMonth);
  if (byRegime) {
    printTable(
      ['regime', 'bars', 'mean return bps', 'Sharpe', 'trades', 'won %', 'pnl'],
      byRegime.map((row) => [
        row.regime,
        String(row.bars),
        formatNumber(10_000 * row.meanReturn, 2),
        formatNumber(row.sharpe, 2),
        String(row.trades),
        percent(row.winRate),
        formatNumber(row.pnl, 0),
      ]),
    );
  }
  if (bySector) {
    printTable(
      ['sector', 'trades', 'won %', 'mean return %', 'profit factor', 'bars held', 'pnl'],
      bySector.map((row) => [
        row.group,
        String(row.trades),
        percent(row.winRate),
        formatNumber(100 * row.meanReturn, 2),
        formatNumber(row.profitFactor, 2),
        formatNumber(row.averageBarsHeld, 1),
        formatNumber(row.pnl, 0),
      ]),
    );
  }
  if (permutation) printPermutation(permutation);
  if (tradeOrder) {
    const { maxDrawdown, samples, trades } = tradeOrder;
    print(
      `Monte Carlo: the same ${trades} trades in ${samples} other orders have a largest drawdown of ${percent(maxDrawdown.quantile95)} to ${percent(maxDrawdown.quantile05)} % (nine in ten), ${percent(maxDrawdown.median)} % in the middle; in this order ${percent(maxDrawdown.observed)} %.`,
    );
  }
}

function printPermutation(rows: NonNullable<Examination['permutation']>): void {
  if (rows.length === 0) {
    print('Timing of the entries: no trade was held over a bar, so there is nothing to permute.');
    return;
  }
  const better = rows.filter(({ pValue }) => pValue <= 0.05).length;
  const [{ samples, symbol, pValue }] = rows;
  print(
    rows.length === 1
      ? `Timing of the entries of ${symbol}: as good by chance with p = ${formatNumber(pValue, 3)} (${samples} random entries, before costs).`
      : `Timing of the entries: better than chance at 5 % in ${better} of ${rows.length} symbols; chance alone gives ${formatNumber(0.05 * rows.length, 1)} (${samples} random entries each, before costs).`,
  );
}

function printPeriods(title: string, rows: readonly PeriodRow[]): void {
  printTable(
    [title, 'return %', 'benchmark %', 'drawdown %', 'Sharpe', 'trades', 'won %', 'pnl'],
    rows.map((row) => [
      row.period,
      percent(row.totalReturn),
      percent(row.benchmarkReturn),
      percent(row.maxDrawdown),
      formatNumber(row.sharpe, 2),
      String(row.trades),
      percent(row.winRate),
      formatNumber(row.pnl, 0),
    ]),
  );
}

function printTable(titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = titles.map((title, c) => ({
    title,
    align: c === 0 ? ('left' as const) : ('right' as const),
  }));
  print(formatTable(columns, rows));
}

function percent(value: number): string {
  return Number.isNaN(value) ? '-' : (100 * value).toFixed(1);
}
