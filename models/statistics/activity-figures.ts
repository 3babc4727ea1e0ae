import type { Account, Figure } from './figure.js';
import { ofAllTrades, ofClosedTrades } from './figure-basis.js';
import { COMMON_USAGE, tradeCash, tradeCount } from './trade-figure.js';

/** How long trades were held, how many there were in time, and what trading them cost. */
export const ACTIVITY_FIGURES: readonly Figure[] = [
  {
    name: 'averageBarsHeld',
    title: 'Mean holding time',
    group: 'trades',
    unit: 'bars',
    better: 'neither',
    basis: ofClosedTrades,
    definition: 'Mean of exit bar − entry bar, closed trades.',
    source: COMMON_USAGE,
    compute: ({ trades }) => trades.barsHeldSum / trades.closed,
  },
  {
    name: 'maxBarsHeld',
    title: 'Longest holding time',
    group: 'trades',
    unit: 'bars',
    better: 'neither',
    basis: ofClosedTrades,
    definition: 'Largest exit bar − entry bar, closed trades; NaN without one.',
    source: COMMON_USAGE,
    compute: ({ trades }) => (trades.closed > 0 ? trades.barsHeldMax : Number.NaN),
  },
  tradeCount(
    'winStreak',
    'Longest winning streak',
    'Closed trades in a row with pnl > 0.',
    (a) => a.trades.winStreak,
  ),
  tradeCount(
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
    basis: { ...ofClosedTrades, dayCount: 'years of 365.25 days' },
    definition: 'Closed trades / calendar years (365.25 days).',
    source: COMMON_USAGE,
    compute: (a) => a.trades.closed / a.years,
  },
  {
    ...tradeCash(
      'totalCommission',
      'Total commission',
      'lower',
      'Fees of all fills, the entries of open trades included.',
      (a) => a.trades.commission,
    ),
    basis: ofAllTrades,
  },
  {
    name: 'turnoverAnnual',
    title: 'Turnover a year',
    group: 'trades',
    unit: 'ratio',
    better: 'lower',
    basis: { ...ofAllTrades, dayCount: 'years of 365.25 days' },
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
    basis: ofAllTrades,
    definition: 'Bars with a position at the close / bars, open trades included.',
    source: COMMON_USAGE,
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
    basis: ofClosedTrades,
    definition: 'Bars from entry to exit inclusive / bars, closed trades only (backtesting.py).',
    source: 'backtesting.py 0.6, _stats.py',
    compute: inclusiveExposure,
  },
];

function inclusiveExposure({ trades, equity }: Account): number {
  return trades.barsInclusive / equity.bars;
}
