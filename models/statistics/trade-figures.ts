import type { Account, Figure } from './figure.js';
import { ofAllTrades, ofClosedTrades } from './figure-basis.js';
import { COMMON_USAGE, tradeCash, tradeCount, tradeFraction } from './trade-figure.js';

const THARP = 'Tharp (2008), The Definitive Guide to Position Sizing';

/** What the round trips did. Open trades do not count, unless a definition says so. */
export const TRADE_FIGURES: readonly Figure[] = [
  tradeCount('closedTrades', 'Closed trades', 'Trades that were exited.', (a) => a.trades.closed),
  {
    ...tradeCount(
      'openAtEnd',
      'Open at the end',
      'Trades still open after the last bar; not in the figures on closed trades.',
      (a) => a.trades.open,
    ),
    basis: ofAllTrades,
  },
  tradeCount('longTrades', 'Long trades', 'Closed trades with size > 0.', (a) => a.trades.longs),
  tradeCount('shortTrades', 'Short trades', 'Closed trades with size < 0.', (a) => a.trades.shorts),
  {
    name: 'winRate',
    title: 'Win rate',
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'Closed trades with pnl > 0 / closed trades.',
    source: COMMON_USAGE,
    compute: ({ trades }) => trades.wins / trades.closed,
  },
  {
    name: 'profitFactor',
    title: 'Profit factor',
    group: 'trades',
    unit: 'ratio',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'Σ winning pnl / |Σ losing pnl| in cash, closed trades. NaN without a loss.',
    source: 'Schwager (1984), A Complete Guide to the Futures Markets',
    compute: ({ trades }) => (trades.lossSum > 0 ? trades.winSum / trades.lossSum : Number.NaN),
    variants: {
      'backtesting.py': {
        definition: 'Σ positive / |Σ negative| trade returns, not cash.',
        compute: ({ trades }) =>
          trades.returnLosses > 0 ? trades.returnGains / trades.returnLosses : Number.NaN,
      },
    },
  },
  {
    name: 'sqn',
    title: 'System quality number',
    group: 'trades',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofClosedTrades, ddof: 1 },
    definition: '√N mean(pnl) / std(pnl, ddof 1), N closed trades, not capped at 100.',
    source: THARP,
    compute: ({ trades }) => {
      const deviation = Math.sqrt(trades.pnlSquares / (trades.closed - 1));
      return trades.closed > 1 && deviation > 0
        ? (Math.sqrt(trades.closed) * (trades.pnlSum / trades.closed)) / deviation
        : Number.NaN;
    },
  },
  {
    name: 'expectancyCash',
    title: 'Expectancy per trade',
    group: 'trades',
    unit: 'cash',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'mean(pnl) of closed trades.',
    source: THARP,
    compute: ({ trades }) => trades.pnlSum / trades.closed,
  },
  {
    name: 'expectancyReturn',
    title: 'Mean trade return',
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'Arithmetic mean of pnl / (|size| entry price) of closed trades.',
    source: COMMON_USAGE,
    compute: ({ trades }) => trades.returnSum / trades.closed,
  },
  tradeCash('grossProfit', 'Gross profit', 'higher', 'Σ winning pnl, closed trades.', (a) => a.trades.winSum),
  tradeCash(
    'grossLoss',
    'Gross loss',
    'higher',
    'Σ losing pnl, closed trades: ≤ 0.',
    (a) => 0 - a.trades.lossSum,
  ),
  {
    ...tradeCash(
      'averageWin',
      'Average win',
      'higher',
      'Mean pnl of closed trades with pnl > 0.',
      ({ trades }) => trades.winSum / trades.wins,
    ),
    basis: { ...ofClosedTrades, n: 'winning trades' },
  },
  {
    ...tradeCash(
      'averageLoss',
      'Average loss',
      'higher',
      'Mean pnl of closed trades with pnl < 0: a negative number.',
      ({ trades }) => -trades.lossSum / trades.losses,
    ),
    basis: { ...ofClosedTrades, n: 'losing trades' },
  },
  {
    name: 'payoffRatio',
    title: 'Payoff ratio',
    group: 'trades',
    unit: 'ratio',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'Average win / |average loss|, in cash.',
    source: COMMON_USAGE,
    compute: payoff,
  },
  {
    name: 'kelly',
    title: 'Kelly fraction',
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    basis: ofClosedTrades,
    definition: 'W − (1 − W) / payoff ratio, W the win rate. Assumes that trades repeat; overstates.',
    source: 'Kelly (1956), Bell System Technical Journal 35; two-outcome form',
    compute: (a) => {
      const rate = a.trades.wins / a.trades.closed;
      return rate - (1 - rate) / payoff(a);
    },
  },
  tradeFraction('bestTrade', 'Best trade', 'Largest return of a closed trade.', (a) => a.trades.bestReturn),
  tradeFraction(
    'worstTrade',
    'Worst trade',
    'Smallest return of a closed trade.',
    (a) => a.trades.worstReturn,
  ),
  tradeFraction(
    'averageMae',
    'Mean adverse excursion',
    'Mean over closed trades of the worst excursion, fraction of the entry price.',
    ({ trades }) => trades.maeSum / trades.closed,
    'Sweeney (1996), Maximum Adverse Excursion',
  ),
  tradeFraction(
    'averageMfe',
    'Mean favourable excursion',
    'Mean over closed trades of the best excursion, fraction of the entry price.',
    ({ trades }) => trades.mfeSum / trades.closed,
    'Sweeney (1996), Maximum Adverse Excursion',
  ),
];

function payoff({ trades }: Account): number {
  return trades.winSum / trades.wins / (trades.lossSum / trades.losses);
}
