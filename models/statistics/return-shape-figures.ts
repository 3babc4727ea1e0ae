import type { Figure } from './figure.js';
import { ofReturns } from './figure-basis.js';

/** How the returns are distributed: their lean, their tails, and whether one follows from the last. */
export const RETURN_SHAPE_FIGURES: readonly Figure[] = [
  {
    name: 'skewG1',
    title: 'Skewness',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, ddof: 0 },
    definition: 'm3 / m2^1.5, population moments.',
    source: 'Joanes & Gill (1998), The Statistician 47, g1',
    compute: (a) => a.sample.skew,
  },
  {
    name: 'kurtosisB2',
    title: 'Kurtosis',
    group: 'risk',
    unit: 'ratio',
    better: 'lower',
    basis: { ...ofReturns, ddof: 0 },
    definition: 'm4 / m2², population moments; a normal has 3.',
    source: 'Joanes & Gill (1998), The Statistician 47, g2 + 3',
    compute: (a) => a.sample.kurtosis,
  },
  {
    name: 'skewBiasCorrected',
    title: 'Skewness, bias corrected',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, ddof: 1 },
    definition: 'g1 √(n(n−1)) / (n−2), as pandas and Excel.',
    source: 'Joanes & Gill (1998), The Statistician 47, G1',
    compute: (a) => (a.sample.skew * Math.sqrt(a.equity.n * (a.equity.n - 1))) / (a.equity.n - 2),
  },
  {
    name: 'excessKurtosisBiasCorrected',
    title: 'Excess kurtosis, bias corrected',
    group: 'risk',
    unit: 'ratio',
    better: 'lower',
    basis: { ...ofReturns, ddof: 1 },
    definition: '(n−1)/((n−2)(n−3)) ((n+1)(b2 − 3) + 6), as pandas and Excel; a normal has 0.',
    source: 'Joanes & Gill (1998), The Statistician 47, G2',
    compute: (a) => {
      const n = a.equity.n;
      return n > 3 ? ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (a.sample.kurtosis - 3) + 6) : Number.NaN;
    },
  },
  {
    name: 'var95Hist',
    title: 'Value at risk, 95 %, one bar',
    group: 'risk',
    unit: 'fraction',
    better: 'higher',
    basis: ofReturns,
    definition: '5th percentile of the n returns, linear interpolation: a negative return.',
    source: 'Jorion (2006), Value at Risk, ch. 10; Hyndman & Fan (1996) type 7',
    compute: (a) => a.equity.quantile05,
  },
  {
    name: 'cvar95Hist',
    title: 'Expected shortfall, 95 %, one bar',
    group: 'risk',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofReturns, n: 'returns in the tail' },
    definition: 'Mean of the returns at or below the value at risk.',
    source: 'Rockafellar & Uryasev (2000), Journal of Risk 2(3)',
    compute: (a) => a.equity.tailMean,
  },
  {
    name: 'tailRatio',
    title: 'Tail ratio',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: ofReturns,
    definition: '|95th percentile| / |5th percentile| of the returns, linear interpolation.',
    source: 'empyrical 0.5, tail_ratio',
    compute: ({ equity }) => ratio(Math.abs(equity.quantile95), Math.abs(equity.quantile05)),
  },
  {
    name: 'autocorrelation',
    title: 'Autocorrelation, one bar',
    group: 'risk',
    unit: 'ratio',
    better: 'neither',
    basis: ofReturns,
    definition: 'Σ(r[i] − m)(r[i−1] − m) / Σ(r[i] − m)², m the mean of all n returns.',
    source: 'Box & Jenkins (1976), Time Series Analysis, ch. 2',
    compute: ({ equity }) => ratio(equity.lagged, equity.squares),
  },
];

/** A quotient that is unknown, not infinite, when there is nothing to divide by. */
function ratio(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : Number.NaN;
}
