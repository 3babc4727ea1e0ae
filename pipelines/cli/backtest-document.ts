import { isoDate } from '../../models/bars/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import type { Backtest, RunSettings, Strategy } from '../../models/strategies/index.js';

/** Trades and equity with dates in place of indexes. */
function tradeDocument(result: Backtest) {
  return result.trades.map((trade) => ({
    symbol: trade.symbol,
    entryDate: isoDate(trade.entryTime),
    exitDate: isoDate(trade.exitTime),
    size: trade.size,
    entryPrice: trade.entryPrice,
    exitPrice: trade.exitPrice,
    pnl: trade.pnl,
    return: trade.return,
    commission: trade.commission,
    mae: trade.mae,
    mfe: trade.mfe,
    barsHeld: trade.barsHeld,
    reason: trade.reason,
    status: trade.status,
  }));
}

/** A backtest as one JSON document: dates in place of indexes, rejections counted by reason. */
export function backtestDocument(
  result: Backtest,
  strategy: Strategy,
  settings: RunSettings,
  stamp: Readonly<Record<string, unknown>>,
  { withEquity, ...more }: { readonly withEquity: boolean } & Readonly<Record<string, unknown>>,
) {
  return {
    run: stamp,
    strategy: {
      name: strategy.name,
      rules: strategy.kind === 'rules' ? strategy.rules : undefined,
      settings,
    },
    account: result.account,
    figures: dated(result.figures),
    comparison: result.comparison,
    totals: result.totals,
    trades: tradeDocument(result),
    rejections: rejectionCounts(result),
    bySymbol:
      result.bySymbol.length > 1
        ? result.bySymbol.map(({ symbol, figures }) => ({ symbol, figures: dated(figures) }))
        : undefined,
    equity: withEquity
      ? Array.from(result.time, (time, i) => ({ date: isoDate(time), equity: result.equity[i] }))
      : undefined,
    failures: result.failures,
    ...more,
  };
}

const DATE_FIGURES = new Set(FIGURES.filter(({ unit }) => unit === 'date').map(({ name }) => name));

/** Figures that are dates, as ISO dates. */
function dated(values: Readonly<Record<string, number>>): Record<string, number | string | null> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      DATE_FIGURES.has(name) ? (Number.isFinite(value) ? isoDate(value) : null) : value,
    ]),
  );
}

/** Orders not filled, by reason. */
export function rejectionCounts({ rejections }: Backtest): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rejections) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
