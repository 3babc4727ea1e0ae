import type { TradeRow } from './trade-columns.js';

/** The account over the bars that began in one regime. */
export interface RegimeRow {
  readonly regime: string;
  /** Returns, and their share of all. */
  readonly bars: number;
  readonly share: number;
  /** Of these returns, compounded as if they followed each other. */
  readonly totalReturn: number;
  readonly meanReturn: number;
  readonly volAnnual: number;
  readonly sharpe: number;
  /** Closed trades that were entered in the regime. */
  readonly trades: number;
  readonly winRate: number;
  readonly pnl: number;
}

/**
 * The account by market regime, most frequent first. A return belongs to the regime at the close before
 * it, and a trade to the regime at the close before its entry: what was known in time. Bars without a
 * regime are under `unknown`. Standard deviations have ddof 1; risk-free 0.
 * @param regimes label at the close of each bar, undefined = unknown; as long as `equity`.
 * @throws when lengths differ.
 */
export function figuresByRegime(
  equity: Float64Array,
  time: Float64Array,
  trades: readonly TradeRow[],
  regimes: readonly (string | undefined)[],
  periodsPerYear = 252,
): RegimeRow[] {
  if (regimes.length !== equity.length) {
    throw new Error(`figuresByRegime: ${equity.length} bars need as many labels, had ${regimes.length}`);
  }
  const before = (bar: number) => regimes[Math.max(0, bar - 1)] ?? 'unknown';
  const returns = new Map<string, number[]>();
  for (let i = 1; i < equity.length; i++) {
    const list = returns.get(before(i)) ?? [];
    list.push(equity[i] / equity[i - 1] - 1);
    returns.set(before(i), list);
  }
  const barOf = new Map(Array.from(time, (value, bar) => [value, bar]));
  const closed = trades.filter(({ status }) => status === 'closed');
  const rows = [...returns].map(([regime, list]): RegimeRow => {
    const mean = list.reduce((sum, r) => sum + r, 0) / list.length;
    const squares = list.reduce((sum, r) => sum + (r - mean) ** 2, 0);
    const deviation = list.length > 1 ? Math.sqrt(squares / (list.length - 1)) : Number.NaN;
    const own = closed.filter(({ entryTime }) => before(barOf.get(entryTime) ?? 0) === regime);
    return {
      regime,
      bars: list.length,
      share: list.length / (equity.length - 1),
      totalReturn: list.reduce((product, r) => product * (1 + r), 1) - 1,
      meanReturn: mean,
      volAnnual: deviation * Math.sqrt(periodsPerYear),
      sharpe: deviation > 0 ? (mean / deviation) * Math.sqrt(periodsPerYear) : Number.NaN,
      trades: own.length,
      winRate: own.filter(({ pnl }) => pnl > 0).length / own.length,
      pnl: own.reduce((sum, { pnl }) => sum + pnl, 0),
    };
  });
  return rows.sort((a, b) => b.bars - a.bars || (a.regime < b.regime ? -1 : 1));
}
