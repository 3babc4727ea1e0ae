import { exactPower } from './exact-power.js';
import type { EquitySummary } from './equity-summary.js';
import type { Account, Figure } from './figure.js';
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
    definition: 'Σ max(r − rf/P, 0) / Σ max(rf/P − r, 0). NaN without a loss.',
    source: 'Keating & Shadwick (2002), Journal of Performance Measurement 6(3)',
    compute: ({ equity }) => ratio(equity.gains, equity.losses),
  },
  {
    name: 'skewG1',
    title: 'Skewness',
    group: 'risk',
    unit: 'ratio',
    better: 'higher',
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
    definition: 'Σ(r[i] − m)(r[i−1] − m) / Σ(r[i] − m)², m the mean of all n returns.',
    source: 'Box & Jenkins (1976), Time Series Analysis, ch. 2',
    compute: ({ equity }) => ratio(equity.lagged, equity.squares),
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
