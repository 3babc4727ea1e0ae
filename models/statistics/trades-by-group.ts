import type { TradeRow } from './trade-columns.js';

/** The closed trades of one group: a sector, a symbol, a side, an exit reason. */
export interface TradeGroupRow {
  readonly group: string;
  readonly trades: number;
  readonly winRate: number;
  readonly pnl: number;
  readonly meanReturn: number;
  /** Σ winning / |Σ losing| pnl; NaN without a loss. */
  readonly profitFactor: number;
  readonly averageBarsHeld: number;
  /** Share of the absolute pnl of all groups' totals. */
  readonly share: number;
}

/**
 * Closed trades by group, the largest profit first. What `groupOf` does not know is under `unknown`.
 */
export function tradesByGroup<T extends TradeRow>(
  trades: readonly T[],
  groupOf: (trade: T) => string | undefined,
): TradeGroupRow[] {
  const groups = new Map<string, T[]>();
  for (const trade of trades) {
    if (trade.status === 'open') continue;
    const group = groupOf(trade) ?? 'unknown';
    groups.set(group, [...(groups.get(group) ?? []), trade]);
  }
  const total = (list: readonly T[]) => list.reduce((sum, { pnl }) => sum + pnl, 0);
  const absolute = [...groups.values()].reduce((sum, list) => sum + Math.abs(total(list)), 0);
  return [...groups]
    .map(([group, list]): TradeGroupRow => {
      const n = list.length;
      const won = list.filter(({ pnl }) => pnl > 0);
      const loss = total(won) - total(list);
      return {
        group,
        trades: n,
        winRate: won.length / n,
        pnl: total(list),
        meanReturn: list.reduce((sum, trade) => sum + trade.return, 0) / n,
        profitFactor: loss > 0 ? total(won) / loss : Number.NaN,
        averageBarsHeld: list.reduce((sum, { barsHeld }) => sum + barsHeld, 0) / n,
        share: Math.abs(total(list)) / absolute,
      };
    })
    .sort((a, b) => b.pnl - a.pnl || (a.group < b.group ? -1 : 1));
}
