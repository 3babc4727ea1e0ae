import { isoDate } from '../../models/bars/index.js';
import { FIGURES, type FigureUnit } from '../../models/statistics/index.js';
import type { Backtest, Strategy } from '../../models/strategies/index.js';
import type { BootstrapInterval } from '../../models/validation/index.js';
import type { Examination } from '../backtest/index.js';
import { rejectionCounts } from './backtest-document.js';
import { figureText } from './figure-text.js';
import { print } from './output.js';
import { formatNumber, formatTable } from './table.js';

/** Prints a backtest for a person. @param shown how many trades at most. */
export function printBacktest(
  result: Backtest,
  strategy: Strategy,
  symbols: readonly string[],
  source: string,
  { shown, intervals }: { readonly shown: number; readonly intervals: Examination['intervals'] },
): void {
  const names = symbols.length <= 5 ? symbols.join(', ') : `${symbols.length} symbols`;
  const account =
    result.account === 'portfolio' ? ' in one account' : symbols.length === 1 ? '' : ', each on its own';
  print(
    `${strategy.title}: ${names}${account}, ${isoDate(result.time[0])} to ${isoDate(result.time[result.time.length - 1])} (${source})`,
  );
  print(
    `benchmark ${(100 * result.comparison.benchmarkReturn).toFixed(1)} %, buy and hold ${(100 * result.comparison.buyAndHoldReturn).toFixed(1)} %` +
      ' over the same bars, without costs',
  );
  const rows = FIGURES.filter(({ group }) => group !== 'benchmark').map((figure) => [
    figure.group,
    figure.title,
    figureText(figure.unit, result.figures[figure.name]),
    ...(intervals === undefined ? [] : [intervalText(figure.unit, intervals[figure.name])]),
  ]);
  print(
    formatTable(
      [
        { title: 'group', align: 'left' },
        { title: 'figure', align: 'left' },
        { title: 'value', align: 'right' },
        ...(intervals === undefined ? [] : [{ title: '95 % interval', align: 'right' as const }]),
      ],
      rows,
    ),
  );
  for (const [reason, count] of Object.entries(rejectionCounts(result)))
    print(`orders not filled, ${reason}: ${count}`);
  if (result.trades.length === 0 || shown === 0) return;
  print(
    formatTable(
      ['symbol', 'entry', 'exit', 'size', 'in', 'out', 'pnl', 'return %', 'reason'].map((title, c) => ({
        title,
        align: c < 3 || c === 8 ? ('left' as const) : ('right' as const),
      })),
      result.trades
        .slice(0, shown)
        .map((trade) => [
          trade.symbol ?? symbols[0],
          isoDate(trade.entryTime),
          trade.status === 'open' ? 'open' : isoDate(trade.exitTime),
          formatNumber(trade.size, 0),
          formatNumber(trade.entryPrice, 2),
          formatNumber(trade.exitPrice, 2),
          formatNumber(trade.pnl, 0),
          formatNumber(100 * trade.return, 2),
          trade.reason,
        ]),
    ),
  );
  if (result.trades.length > shown)
    print(`… and ${result.trades.length - shown} more trades (--trades 1000, or --json)`);
}

function intervalText(unit: FigureUnit, interval: BootstrapInterval | undefined): string {
  if (interval === undefined || Number.isNaN(interval.lower)) return '-';
  return `${figureText(unit, interval.lower)} to ${figureText(unit, interval.upper)}`;
}
