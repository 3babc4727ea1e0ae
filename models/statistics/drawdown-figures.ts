import { exactPower } from './exact-power.js';
import type { Account, Figure } from './figure.js';
import { ofEquity } from './figure-basis.js';
import { compoundedAnnualReturn } from './return-figures.js';

const MS_PER_DAY = 86_400_000;
const YOUNG = 'Young (1991), Futures 20(1)';
const MARTIN = "Martin & McCann (1989), The Investor's Guide to Fidelity Funds";

/** How deep the account fell below what it had already reached, and for how long. */
export const DRAWDOWN_FIGURES: readonly Figure[] = [
  {
    name: 'maxDrawdown',
    title: 'Maximum drawdown',
    group: 'drawdown',
    unit: 'fraction',
    better: 'higher',
    basis: ofEquity,
    definition: 'min(E / running maximum − 1), at closes: a negative fraction, 0 if it never fell.',
    source: 'Magdon-Ismail & Atiya (2004), Risk 17(10)',
    compute: (a) => a.equity.maxDrawdown,
  },
  {
    name: 'ddPeak',
    title: 'Peak before the maximum drawdown',
    group: 'drawdown',
    unit: 'date',
    better: 'neither',
    basis: ofEquity,
    definition: 'Last bar at the maximum before the trough, epoch ms of its start.',
    source: 'Common usage',
    compute: (a) => barTime(a, a.equity.peakBar),
  },
  {
    name: 'ddTrough',
    title: 'Trough of the maximum drawdown',
    group: 'drawdown',
    unit: 'date',
    better: 'neither',
    basis: ofEquity,
    definition: 'First bar at the deepest point, epoch ms of its start.',
    source: 'Common usage',
    compute: (a) => barTime(a, a.equity.troughBar),
  },
  {
    name: 'ddRecovery',
    title: 'Recovery from the maximum drawdown',
    group: 'drawdown',
    unit: 'date',
    better: 'neither',
    basis: ofEquity,
    definition: 'First bar back at or above the peak, epoch ms of its start; unknown when never.',
    source: 'Common usage',
    compute: (a) => barTime(a, a.equity.recoveryBar),
  },
  {
    name: 'longestDrawdownDays',
    title: 'Longest drawdown',
    group: 'drawdown',
    unit: 'days',
    better: 'lower',
    basis: { ...ofEquity, dayCount: 'calendar days' },
    definition:
      'Calendar days from the last bar at a peak to the first bar back at or above it, or to the last bar.',
    source: 'Common usage',
    compute: ({ equity }) => (equity.time[equity.longestTo] - equity.time[equity.longestFrom]) / MS_PER_DAY,
  },
  {
    name: 'longestDrawdownBars',
    title: 'Longest drawdown in bars',
    group: 'drawdown',
    unit: 'bars',
    better: 'lower',
    basis: ofEquity,
    definition: 'Bars between the same two bars as the longest drawdown in days.',
    source: 'Common usage',
    compute: ({ equity }) => equity.longestTo - equity.longestFrom,
  },
  {
    name: 'drawdowns',
    title: 'Drawdowns',
    group: 'drawdown',
    unit: 'count',
    better: 'neither',
    basis: ofEquity,
    definition: 'Separate stretches below the running maximum, the current one included.',
    source: 'Common usage',
    compute: (a) => a.equity.drawdowns,
  },
  {
    name: 'averageDrawdown',
    title: 'Average drawdown',
    group: 'drawdown',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofEquity, n: 'drawdowns' },
    definition: 'Mean over drawdowns of their deepest point; 0 without any.',
    source: 'Common usage',
    compute: ({ equity }) => (equity.drawdowns > 0 ? equity.depths / equity.drawdowns : 0),
  },
  {
    name: 'currentDrawdown',
    title: 'Current drawdown',
    group: 'drawdown',
    unit: 'fraction',
    better: 'higher',
    basis: ofEquity,
    definition: 'E[n] / maximum so far − 1.',
    source: 'Common usage',
    compute: (a) => a.equity.current,
  },
  {
    name: 'timeUnderwater',
    title: 'Time under water',
    group: 'drawdown',
    unit: 'fraction',
    better: 'lower',
    basis: ofEquity,
    definition: 'Bars below the running maximum / bars.',
    source: 'Common usage',
    compute: ({ equity }) => equity.underwater / equity.bars,
  },
  {
    name: 'ulcerIndex',
    title: 'Ulcer index',
    group: 'drawdown',
    unit: 'fraction',
    better: 'lower',
    basis: { ...ofEquity, ddof: 0 },
    definition: '√(mean over all bars of drawdown²), as a fraction (Martin gives percent).',
    source: MARTIN,
    compute: ulcer,
  },
  {
    name: 'painIndex',
    title: 'Pain index',
    group: 'drawdown',
    unit: 'fraction',
    better: 'lower',
    basis: ofEquity,
    definition: 'Mean over all bars of |drawdown|.',
    source: 'Becker (2006), Zephyr Associates',
    compute: ({ equity }) => Math.abs(equity.drawdownSum) / equity.bars,
  },
  {
    name: 'calmar',
    title: 'Calmar ratio',
    group: 'drawdown',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofEquity, dayCount: 'years of 365.25 days' },
    definition: 'cagr / |maximum drawdown|, over the whole period. NaN without a drawdown.',
    source: YOUNG,
    compute: (a) => overDrawdown(a, a.annualGrowth),
    variants: {
      'backtesting.py': {
        definition: '((1+g)^P − 1) / |maximum drawdown|, g the geometric mean return.',
        compute: (a) => overDrawdown(a, compoundedAnnualReturn(a)),
      },
      vectorbt: {
        definition: '((E[n]/E[0])^(365/bars) − 1) / |maximum drawdown|.',
        compute: (a) =>
          overDrawdown(a, exactPower(a.equity.final / a.equity.initial, 365 / a.equity.bars) - 1),
      },
    },
  },
  {
    name: 'martinRatio',
    title: 'Martin ratio',
    group: 'drawdown',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofEquity, ddof: 0, riskFree: 'per year', dayCount: 'years of 365.25 days' },
    definition: '(cagr − rf) / ulcer index. NaN without a drawdown.',
    source: MARTIN,
    compute: (a) => {
      const depth = ulcer(a);
      return depth > 0 ? (a.annualGrowth - a.riskFreeRate) / depth : Number.NaN;
    },
  },
  {
    name: 'recoveryFactor',
    title: 'Recovery factor',
    group: 'drawdown',
    unit: 'ratio',
    better: 'higher',
    basis: ofEquity,
    definition: 'Total return / |maximum drawdown|. NaN without a drawdown.',
    source: 'Common usage',
    compute: (a) => overDrawdown(a, a.equity.final / a.equity.initial - 1),
  },
];

function ulcer({ equity }: Account): number {
  return Math.sqrt(equity.drawdownSquares / equity.bars);
}

function overDrawdown({ equity }: Account, value: number): number {
  return equity.maxDrawdown < 0 ? value / -equity.maxDrawdown : Number.NaN;
}

function barTime({ equity }: Account, bar: number): number {
  return equity.maxDrawdown < 0 && bar >= 0 ? equity.time[bar] : Number.NaN;
}
