import type { SymbolInputs } from '../../models/expressions/index.js';
import { createRandom } from '../../models/random/index.js';
import type { Trade } from '../../models/simulation/index.js';
import {
  type FigureOptions,
  figuresByPeriod,
  figuresByRegime,
  type PeriodRow,
  type RegimeRow,
  type TradeGroupRow,
  tradesByGroup,
} from '../../models/statistics/index.js';
import type { Backtest } from '../../models/strategies/index.js';
import {
  type BootstrapInterval,
  type EntryPermutation,
  figureIntervals,
  permuteEntries,
  type TradeOrder,
  tradeOrder,
} from '../../models/validation/index.js';

/** What to ask of a finished backtest; counts are of random samples. */
export interface Questions {
  readonly by: readonly ('year' | 'month' | 'regime' | 'sector')[];
  readonly bootstrap?: number;
  readonly permute?: number;
  readonly monteCarlo?: number;
  readonly seed: number;
}

/** What the answers need beside the result. */
export interface ExamineContext {
  readonly symbols: readonly string[];
  readonly inputs: readonly SymbolInputs[];
  /** Market regime at the close of each bar of the equity. */
  readonly regimes: readonly (string | undefined)[];
  /** As the figures of the result were computed. */
  readonly options: FigureOptions;
}

/** The answers; what was not asked is undefined. */
export interface Examination {
  readonly byYear?: readonly PeriodRow[];
  readonly byMonth?: readonly PeriodRow[];
  readonly byRegime?: readonly RegimeRow[];
  readonly bySector?: readonly TradeGroupRow[];
  /** 95 % interval of each figure that resampling says something about. */
  readonly intervals?: Readonly<Record<string, BootstrapInterval>>;
  /** Timing of the entries against chance, of each symbol with closed trades. */
  readonly permutation?: readonly ({ readonly symbol: string } & EntryPermutation)[];
  /** The same trades in other orders: what drawdown luck alone could have made of them. */
  readonly tradeOrder?: TradeOrder;
}

/** Answers questions about a finished backtest. The same seed gives the same answers. */
export function examine(result: Backtest, questions: Questions, context: ExamineContext): Examination {
  const { time, equity, trades } = result;
  const { options, symbols, inputs } = context;
  const { by, bootstrap, permute, monteCarlo, seed } = questions;
  const sectors = new Map(symbols.map((symbol, k) => [symbol, inputs[k].sector]));
  return {
    byYear: by.includes('year') ? figuresByPeriod(equity, time, trades, 'year', options) : undefined,
    byMonth: by.includes('month') ? figuresByPeriod(equity, time, trades, 'month', options) : undefined,
    byRegime: by.includes('regime') ? figuresByRegime(equity, time, trades, context.regimes) : undefined,
    bySector: by.includes('sector')
      ? tradesByGroup(trades, ({ symbol }) => sectors.get(symbol ?? symbols[0]) ?? undefined)
      : undefined,
    intervals:
      bootstrap === undefined
        ? undefined
        : figureIntervals(equity, time, trades, options, {
            random: createRandom(seed),
            samples: bootstrap,
          }),
    permutation:
      permute === undefined ? undefined : symbols.flatMap((symbol, k) => timing(symbol, inputs[k], permute)),
    tradeOrder:
      monteCarlo === undefined
        ? undefined
        : tradeOrder(accountReturns(result), { random: createRandom(seed), samples: monteCarlo }),
  };

  function timing(symbol: string, { bars: { open, close } }: SymbolInputs, samples: number) {
    const own = trades.filter((trade) => (trade.symbol ?? symbols[0]) === symbol && trade.barsHeld > 0);
    if (own.length === 0) return [];
    // From open to open; the last bar ends at its close.
    const returns = open.map((price, i) => (open[i + 1] ?? close[i]) / price - 1);
    const holdings = own.map(({ entryIndex, barsHeld, size }) => ({
      entryBar: entryIndex,
      length: barsHeld,
      side: size > 0 ? (1 as const) : (-1 as const),
    }));
    return [{ symbol, ...permuteEntries(returns, holdings, { random: createRandom(seed), samples }) }];
  }
}

/** Of each closed trade in order of entry: pnl as a share of the account before it. */
function accountReturns({ time, equity, trades }: Backtest): Float64Array {
  const closed = trades.filter(({ status }) => status === 'closed');
  const barAt = new Map(Array.from(time, (value, bar) => [value, bar]));
  return Float64Array.from(closed, ({ entryTime, pnl }: Trade) => {
    const bar = Math.max(0, (barAt.get(entryTime) ?? 0) - 1);
    return pnl / equity[bar];
  });
}
