import { exactPower } from './exact-power.js';
import type { EquitySummary } from './equity-summary.js';
import type { Account, Figure } from './figure.js';
import { ofReturns } from './figure-basis.js';
import { compoundedAnnualReturn, geometricMean, returnDeviation } from './return-figures.js';
import {
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeSample,
  sharpeStandardError,
} from './sharpe-distribution.js';

/** vectorbt's year for daily bars. */
const VECTORBT_YEAR = 365;

/** Sharpe ratio per bar with the moments its error depends on. */
export function sharpeSample(equity: EquitySummary, riskFreePerBar: number): SharpeSample {
  const { n, mean, squares, cubes, fourths } = equity;
  const variance = squares / n;
  return {
    sharpe: n > 1 ? ratio(mean - riskFreePerBar, Math.sqrt(squares / (n - 1))) : Number.NaN,
    n,
    skew: ratio(cubes / n, variance * Math.sqrt(variance)),
    kurtosis: ratio(fourths / n, variance * variance),
  };
}

/** How uncertain the growth was, and how well it was paid. */
export const RISK_FIGURES: readonly Figure[] = [
  {
    name: 'stdReturn',
    title: 'Standard deviation per bar',
    group: 'risk',
    unit: 'fraction',
    better: 'lower',
    basis: { ...ofReturns, ddof: 1 },
    definition: 'std(r), ddof 1, over all n returns.',
    source: 'Common usage',
    compute: returnDeviation,
  },
  {
    name: 'volAnnual',
    title: 'Annual volatility',
    group: 'risk',
    unit: 'fraction',
    better: 'lower',
    basis: { ...ofReturns, ddof: 1, dayCount: 'bars a year' },
    definition: 'std(r, ddof 1) √P.',
    source: 'Common usage',
    compute: (a) => returnDeviation(a) * Math.sqrt(a.periodsPerYear),
    variants: {
      'backtesting.py': {
        definition: '√((var(r, ddof 1) + (1+g)²)^P − (1+g)^(2P)), g the geometric mean return.',
        compute: lognormalVolatility,
      },
      vectorbt: {
        definition: 'std(r, ddof 1) √365, the first bar counted with a return of 0.',
        compute: (a) => vectorbtMoments(a).deviation * Math.sqrt(VECTORBT_YEAR),
      },
    },
  },
  {
    name: 'sharpe',
    title: 'Sharpe ratio',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, ddof: 1, riskFree: 'per bar', dayCount: 'bars a year' },
    definition:
      '(mean(r) − rf/P) / std(r, ddof 1) √P. NaN when returns do not vary. Not corrected for autocorrelation.',
    source: 'Sharpe (1994), Journal of Portfolio Management 21(1)',
    compute: (a) => a.sample.sharpe * Math.sqrt(a.periodsPerYear),
    variants: {
      'backtesting.py': {
        definition: '((1+g)^P − 1 − rf) / lognormal volatility, g the geometric mean return.',
        compute: (a) => ratio(compoundedAnnualReturn(a) - a.riskFreeRate, lognormalVolatility(a)),
      },
      vectorbt: {
        definition: '(mean(r) − rf/P) / std(r, ddof 1) √365, the first bar counted with a return of 0.',
        compute: (a) => {
          const { mean, deviation } = vectorbtMoments(a);
          return ratio(mean - a.riskFreePerBar, deviation) * Math.sqrt(VECTORBT_YEAR);
        },
      },
    },
  },
  {
    name: 'sharpeError',
    title: 'Standard error of the Sharpe ratio',
    group: 'risk',
    unit: 'ratio',
    better: 'lower',
    basis: { ...ofReturns, ddof: 1, riskFree: 'per bar', dayCount: 'bars a year' },
    definition: '√((1 − g1 SR + (b2 − 1)/4 SR²)/(n − 1)) √P, SR per bar; independent returns.',
    source: 'Mertens (2002); Bailey & López de Prado (2012), Journal of Risk 15(2)',
    compute: (a) => sharpeStandardError(a.sample) * Math.sqrt(a.periodsPerYear),
  },
  {
    name: 'psrVs0',
    title: 'Probability that the Sharpe ratio is above 0',
    group: 'risk',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofReturns, ddof: 1, riskFree: 'per bar' },
    definition:
      'Φ(SR √(n−1) / √(1 − g1 SR + (b2−1)/4 SR²)), SR per bar above rf. Knows nothing of the number of trials.',
    source: 'Bailey & López de Prado (2012), Journal of Risk 15(2)',
    compute: (a) => probabilisticSharpe(a.sample, 0),
  },
  {
    name: 'minimumTrackRecord',
    title: 'Returns needed for significance',
    group: 'risk',
    unit: 'bars',
    better: 'lower',
    basis: { ...ofReturns, ddof: 1, riskFree: 'per bar' },
    definition:
      '1 + (1 − g1 SR + (b2−1)/4 SR²)(z(0.95)/SR)²: returns needed before SR > 0 at 95 %. Infinite when SR ≤ 0.',
    source: 'Bailey & López de Prado (2012), Journal of Risk 15(2)',
    compute: (a) => minimumTrackRecord(a.sample, 0),
  },
  {
    name: 'downsideDeviation',
    title: 'Downside deviation per bar',
    group: 'risk',
    unit: 'fraction',
    better: 'lower',
    basis: { ...ofReturns, ddof: 0, riskFree: 'per bar' },
    definition: '√(mean(min(r − rf/P, 0)²)), the mean over all n returns.',
    source: 'Sortino & van der Meer (1991), Journal of Portfolio Management 17(4)',
    compute: downside,
  },
  {
    name: 'sortino',
    title: 'Sortino ratio',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, ddof: 0, riskFree: 'per bar', dayCount: 'bars a year' },
    definition: '(mean(r) − rf/P) / downside deviation √P. NaN without a loss.',
    source: 'Sortino & van der Meer (1991), Journal of Portfolio Management 17(4)',
    compute: (a) => ratio(a.equity.mean - a.riskFreePerBar, downside(a)) * Math.sqrt(a.periodsPerYear),
    variants: {
      'backtesting.py': {
        definition: '((1+g)^P − 1 − rf) / (√(mean(min(r, 0)²)) √P).',
        compute: (a) =>
          ratio(
            compoundedAnnualReturn(a) - a.riskFreeRate,
            Math.sqrt((a.equity.downSquares / a.equity.n) * a.periodsPerYear),
          ),
      },
      vectorbt: {
        definition: 'mean(r) 365 / (√(mean(min(r, 0)²)) √365), the first bar counted with a return of 0.',
        compute: (a) =>
          ratio(vectorbtMoments(a).mean, Math.sqrt(a.equity.downSquares / a.equity.bars)) *
          Math.sqrt(VECTORBT_YEAR),
      },
    },
  },
  {
    name: 'omega',
    title: 'Omega ratio',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, riskFree: 'per bar' },
    definition: 'Σ max(r − rf/P, 0) / Σ max(rf/P − r, 0). NaN without a loss.',
    source: 'Keating & Shadwick (2002), Journal of Performance Measurement 6(3)',
    compute: ({ equity }) => ratio(equity.gains, equity.losses),
  },
];

function downside({ equity }: Account): number {
  return Math.sqrt(equity.downExcessSquares / equity.n);
}

function lognormalVolatility(account: Account): number {
  const { squares, n } = account.equity;
  const growth = 1 + geometricMean(account);
  const years = account.periodsPerYear;
  return Math.sqrt(exactPower(squares / (n - 1) + growth * growth, years) - exactPower(growth, 2 * years));
}

/** Moments with a return of 0 for the first bar. */
function vectorbtMoments({ equity }: Account): { mean: number; deviation: number } {
  const mean = (equity.mean * equity.n) / equity.bars;
  const squares = equity.squares + equity.n * equity.mean ** 2 - equity.bars * mean ** 2;
  return { mean, deviation: Math.sqrt(squares / (equity.bars - 1)) };
}

/** A quotient that is unknown, not infinite, when there is nothing to divide by. */
function ratio(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : Number.NaN;
}
