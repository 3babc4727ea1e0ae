import type { Account, Figure } from './figure.js';

const COMMON = 'Common usage';
const THARP = 'Tharp (2008), The Definitive Guide to Position Sizing';

/** What the round trips did. Open trades do not count, unless a definition says so. */
export const TRADE_FIGURES: readonly Figure[] = [
  count('closedTrades', 'Closed trades', 'Trades that were exited.', (a) => a.trades.closed),
  count(
    'openAtEnd',
    'Open at the end',
    'Trades still open after the last bar; not in the figures on closed trades.',
    (a) => a.trades.open,
  ),
  count('longTrades', 'Long trades', 'Closed trades with size > 0.', (a) => a.trades.longs),
  count('shortTrades', 'Short trades', 'Closed trades with size < 0.', (a) => a.trades.shorts),
  {
    name: 'winRate',
    title: 'Win rate',
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    definition: 'Closed trades with pnl > 0 / closed trades.',
    source: COMMON,
    compute: ({ trades }) => trades.wins / trades.closed,
  },
  {
    name: 'profitFactor',
    title: 'Profit factor',
    group: 'trades',
    unit: 'ratio',
    better: 'higher',
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
    definition: 'Arithmetic mean of pnl / (|size| entry price) of closed trades.',
    source: COMMON,
    compute: ({ trades }) => trades.returnSum / trades.closed,
  },
  cash('grossProfit', 'Gross profit', 'higher', 'Σ winning pnl, closed trades.', (a) => a.trades.winSum),
  cash('grossLoss', 'Gross loss', 'higher', 'Σ losing pnl, closed trades: ≤ 0.', (a) => 0 - a.trades.lossSum),
  cash(
    'averageWin',
    'Average win',
    'higher',
    'Mean pnl of closed trades with pnl > 0.',
    ({ trades }) => trades.winSum / trades.wins,
  ),
  cash(
    'averageLoss',
    'Average loss',
    'higher',
    'Mean pnl of closed trades with pnl < 0: a negative number.',
    ({ trades }) => -trades.lossSum / trades.losses,
  ),
  {
    name: 'payoffRatio',
    title: 'Payoff ratio',
    group: 'trades',
    unit: 'ratio',
    better: 'higher',
    definition: 'Average win / |average loss|, in cash.',
    source: COMMON,
    compute: payoff,
  },
  {
    name: 'kelly',
    title: 'Kelly fraction',
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    definition: 'W − (1 − W) / payoff ratio, W the win rate. Assumes that trades repeat; overstates.',
    source: 'Kelly (1956), Bell System Technical Journal 35; two-outcome form',
    compute: (a) => {
      const rate = a.trades.wins / a.trades.closed;
      return rate - (1 - rate) / payoff(a);
    },
  },
  fraction('bestTrade', 'Best trade', 'Largest return of a closed trade.', (a) => a.trades.bestReturn),
  fraction('worstTrade', 'Worst trade', 'Smallest return of a closed trade.', (a) => a.trades.worstReturn),
  fraction(
    'averageMae',
    'Mean adverse excursion',
    'Mean over closed trades of the worst excursion, fraction of the entry price.',
    ({ trades }) => trades.maeSum / trades.closed,
    'Sweeney (1996), Maximum Adverse Excursion',
  ),
  fraction(
    'averageMfe',
    'Mean favourable excursion',
    'Mean over closed trades of the best excursion, fraction of the entry price.',
    ({ trades }) => trades.mfeSum / trades.closed,
    'Sweeney (1996), Maximum Adverse Excursion',
  ),
  {
    name: 'averageBarsHeld',
    title: 'Mean holding time',
    group: 'trades',
    unit: 'bars',
    better: 'neither',
    definition: 'Mean of exit bar − entry bar, closed trades.',
    source: COMMON,
    compute: ({ trades }) => trades.barsHeldSum / trades.closed,
  },
  {
    name: 'maxBarsHeld',
    title: 'Longest holding time',
    group: 'trades',
    unit: 'bars',
    better: 'neither',
    definition: 'Largest exit bar − entry bar, closed trades; NaN without one.',
    source: COMMON,
    compute: ({ trades }) => (trades.closed > 0 ? trades.barsHeldMax : Number.NaN),
  },
  count(
    'winStreak',
    'Longest winning streak',
    'Closed trades in a row with pnl > 0.',
    (a) => a.trades.winStreak,
  ),
  count(
    'lossStreak',
    'Longest losing streak',
    'Closed trades in a row with pnl < 0.',
    (a) => a.trades.lossStreak,
  ),
  {
    name: 'tradesPerYear',
    title: 'Trades a year',
    group: 'trades',
    unit: 'count',
    better: 'neither',
    definition: 'Closed trades / calendar years (365.25 days).',
    source: COMMON,
    compute: (a) => a.trades.closed / a.years,
  },
  cash(
    'totalCommission',
    'Total commission',
    'lower',
    'Fees of all fills, the entries of open trades included.',
    (a) => a.trades.commission,
  ),
  {
    name: 'turnoverAnnual',
    title: 'Turnover a year',
    group: 'trades',
    unit: 'ratio',
    better: 'lower',
    definition: 'Value bought plus value sold / (2 x mean equity over all bars) / calendar years.',
    source: 'One-sided turnover as in Grinold & Kahn (1999), ch. 16',
    compute: (a) => a.trades.traded / 2 / (a.equity.equitySum / a.equity.bars) / a.years,
  },
  {
    name: 'exposureClose',
    title: 'Exposure',
    group: 'trades',
    unit: 'fraction',
    better: 'neither',
    definition: 'Bars with a position at the close / bars, open trades included.',
    source: COMMON,
    compute: ({ trades, equity }) => trades.barsAtClose / equity.bars,
    variants: {
      'backtesting.py': {
        definition: 'Bars from entry to exit inclusive / bars, closed trades only.',
        compute: inclusiveExposure,
      },
    },
  },
  {
    name: 'exposureClosedTradesInclExitBar',
    title: 'Exposure, exit bars included',
    group: 'trades',
    unit: 'fraction',
    better: 'neither',
    definition: 'Bars from entry to exit inclusive / bars, closed trades only (backtesting.py).',
    source: 'backtesting.py 0.6, _stats.py',
    compute: inclusiveExposure,
  },
];

function inclusiveExposure({ trades, equity }: Account): number {
  return trades.barsInclusive / equity.bars;
}

function payoff({ trades }: Account): number {
  return trades.winSum / trades.wins / (trades.lossSum / trades.losses);
}

function count(
  name: string,
  title: string,
  definition: string,
  compute: (account: Account) => number,
): Figure {
  return {
    name,
    title,
    group: 'trades',
    unit: 'count',
    better: 'neither',
    definition,
    source: COMMON,
    compute,
  };
}

function cash(
  name: string,
  title: string,
  better: Figure['better'],
  definition: string,
  compute: (account: Account) => number,
): Figure {
  return { name, title, group: 'trades', unit: 'cash', better, definition, source: COMMON, compute };
}

function fraction(
  name: string,
  title: string,
  definition: string,
  compute: (account: Account) => number,
  source: string = COMMON,
): Figure {
  return { name, title, group: 'trades', unit: 'fraction', better: 'higher', definition, source, compute };
}
