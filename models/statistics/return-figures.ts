import { exactPower } from './exact-power.js';
import type { EquitySummary } from './equity-summary.js';
import type { Account, Figure } from './figure.js';
import { ofBars, ofEquity, ofReturns } from './figure-basis.js';

const MS_PER_YEAR = 365.25 * 86_400_000;
const COMMON = 'Common usage';

/** Calendar years of 365.25 days from the first to the last bar. */
export function yearsOf({ firstTime, lastTime }: EquitySummary): number {
  return (lastTime - firstTime) / MS_PER_YEAR;
}

/** (E[n]/E[0])^(1/years) − 1; −1 when nothing is left, NaN when no time has passed. */
export function annualGrowthOf({ initial, final }: EquitySummary, years: number): number {
  if (!(years > 0) || !(initial > 0)) return Number.NaN;
  return final > 0 ? exactPower(final / initial, 1 / years) - 1 : -1;
}

/** backtesting.py: (1 + g)^P − 1, g the geometric mean over bars (not returns) of the growth. */
export function compoundedAnnualReturn(account: Account): number {
  return exactPower(1 + geometricMean(account), account.periodsPerYear) - 1;
}

/** Geometric mean return over all bars, the first counted with a return of 0 (backtesting.py). */
export function geometricMean({ equity }: Account): number {
  return exactPower(equity.final / equity.initial, 1 / equity.bars) - 1;
}

/** Standard deviation of the returns, ddof 1; NaN below two returns. */
export function returnDeviation({ equity }: Account): number {
  return equity.n > 1 ? Math.sqrt(equity.squares / (equity.n - 1)) : Number.NaN;
}

/** How much the account grew, and over what. */
export const RETURN_FIGURES: readonly Figure[] = [
  {
    name: 'initialEquity',
    title: 'Initial equity',
    group: 'return',
    unit: 'cash',
    better: 'neither',
    basis: { ...ofEquity, n: 'first bar' },
    definition: 'E[0], equity at the close of the first bar.',
    source: COMMON,
    compute: (a) => a.equity.initial,
  },
  {
    name: 'finalEquity',
    title: 'Final equity',
    group: 'return',
    unit: 'cash',
    better: 'higher',
    basis: { ...ofEquity, n: 'last bar' },
    definition: 'E[n]; a position still open is marked at the last close, without an exit fee.',
    source: COMMON,
    compute: (a) => a.equity.final,
  },
  {
    name: 'totalReturn',
    title: 'Total return',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofEquity, n: 'first and last bar' },
    definition: 'E[n]/E[0] − 1.',
    source: COMMON,
    compute: (a) => a.equity.final / a.equity.initial - 1,
  },
  {
    name: 'cagr',
    title: 'Compound annual growth',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofEquity, n: 'first and last bar', dayCount: 'years of 365.25 days' },
    definition:
      '(E[n]/E[0])^(1/years) − 1, years = calendar days from first to last bar / 365.25; −1 when nothing is left.',
    source: COMMON,
    compute: (a) => a.annualGrowth,
    variants: {
      'backtesting.py': {
        definition: '(E[n]/E[0])^(P/calendar days) − 1: calendar days over trading days a year (0.6).',
        compute: (a) =>
          exactPower(a.equity.final / a.equity.initial, a.periodsPerYear / (a.years * 365.25)) - 1,
      },
      vectorbt: {
        definition: '(E[n]/E[0])^(365/bars) − 1: every bar a day of a 365-day year.',
        compute: ({ equity }) => exactPower(equity.final / equity.initial, 365 / equity.bars) - 1,
      },
    },
  },
  {
    name: 'years',
    title: 'Years',
    group: 'return',
    unit: 'years',
    better: 'neither',
    basis: { ...ofBars, n: 'first and last bar', dayCount: 'years of 365.25 days' },
    definition: 'Calendar days from first to last bar / 365.25.',
    source: COMMON,
    compute: (a) => a.years,
  },
  {
    name: 'bars',
    title: 'Bars',
    group: 'return',
    unit: 'bars',
    better: 'neither',
    basis: ofBars,
    definition: 'Bars of the equity curve; returns number one less.',
    source: COMMON,
    compute: (a) => a.equity.bars,
  },
  {
    name: 'meanReturn',
    title: 'Mean return per bar',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: ofReturns,
    definition: 'Arithmetic mean of the n returns.',
    source: COMMON,
    compute: (a) => a.equity.mean,
  },
  {
    name: 'bestReturn',
    title: 'Best bar',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: ofReturns,
    definition: 'Largest of the n returns.',
    source: COMMON,
    compute: (a) => a.equity.best,
  },
  {
    name: 'worstReturn',
    title: 'Worst bar',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: ofReturns,
    definition: 'Smallest of the n returns.',
    source: COMMON,
    compute: (a) => a.equity.worst,
  },
  {
    name: 'positiveReturns',
    title: 'Rising bars',
    group: 'return',
    unit: 'fraction',
    better: 'higher',
    basis: ofReturns,
    definition: 'Share of the n returns above zero; bars without a position count.',
    source: COMMON,
    compute: ({ equity }) => equity.positive / equity.n,
  },
];
