import { exactPower } from './exact-power.js';
import type { BenchmarkSummary } from './benchmark-summary.js';
import type { Account, Figure } from './figure.js';
import { ofBars, ofEquity, ofReturns } from './figure-basis.js';

const JENSEN = 'Jensen (1968), Journal of Finance 23(2)';
const MORNINGSTAR = 'Morningstar (2020), up and down capture, geometric';

/** How the account moved with its benchmark; unknown without one. b = returns of the benchmark. */
export const BENCHMARK_FIGURES: readonly Figure[] = [
  {
    name: 'benchmarkReturn',
    title: 'Return of the benchmark',
    group: 'benchmark',
    unit: 'fraction',
    better: 'neither',
    basis: { ...ofBars, n: 'first and last bar' },
    definition: 'Last level / first level − 1, over the same bars, no costs.',
    source: 'Common usage',
    compute: (a) => known(a, (b) => b.benchmark.totalReturn),
  },
  {
    name: 'excessReturn',
    title: 'Return above the benchmark',
    group: 'benchmark',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofEquity, n: 'first and last bar' },
    definition: 'Total return − return of the benchmark.',
    source: 'Common usage',
    compute: (a) => known(a, (b) => a.equity.final / a.equity.initial - 1 - b.benchmark.totalReturn),
  },
  {
    name: 'beta',
    title: 'Beta',
    group: 'benchmark',
    unit: 'ratio',
    better: 'neither',
    basis: ofReturns,
    definition: 'cov(r, b) / var(b), same ddof, over the n returns.',
    source: JENSEN,
    compute: (a) => known(a, beta),
  },
  {
    name: 'alpha',
    title: 'Alpha a year',
    group: 'benchmark',
    unit: 'fraction',
    better: 'higher',
    basis: { ...ofReturns, riskFree: 'per bar', dayCount: 'bars a year' },
    definition: '((mean(r) − rf/P) − beta (mean(b) − rf/P)) P: arithmetic, not compounded.',
    source: JENSEN,
    compute: (a) =>
      known(
        a,
        (b) =>
          (a.equity.mean - a.riskFreePerBar - beta(b) * (b.benchmark.mean - a.riskFreePerBar)) *
          a.periodsPerYear,
      ),
  },
  {
    name: 'correlation',
    title: 'Correlation with the benchmark',
    group: 'benchmark',
    unit: 'ratio',
    better: 'neither',
    basis: ofReturns,
    definition: 'Pearson correlation of r and b.',
    source: 'Common usage',
    compute: (a) => known(a, (b) => b.products / Math.sqrt(b.benchmark.squares * a.equity.squares)),
  },
  {
    name: 'trackingError',
    title: 'Tracking error a year',
    group: 'benchmark',
    unit: 'fraction',
    better: 'neither',
    basis: { ...ofReturns, ddof: 1, dayCount: 'bars a year' },
    definition: 'std(r − b, ddof 1) √P.',
    source: 'Grinold & Kahn (1999), Active Portfolio Management, ch. 3',
    compute: (a) => known(a, (b) => b.activeDeviation * Math.sqrt(a.periodsPerYear)),
  },
  {
    name: 'informationRatio',
    title: 'Information ratio',
    group: 'benchmark',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, ddof: 1, dayCount: 'bars a year' },
    definition: 'mean(r − b) / std(r − b, ddof 1) √P.',
    source: 'Grinold & Kahn (1999), Active Portfolio Management, ch. 5',
    compute: (a) =>
      known(a, (b) =>
        b.activeDeviation > 0 ? (b.activeMean / b.activeDeviation) * Math.sqrt(a.periodsPerYear) : Number.NaN,
      ),
  },
  {
    name: 'upCapture',
    title: 'Up capture',
    group: 'benchmark',
    unit: 'ratio',
    better: 'higher',
    basis: { ...ofReturns, n: 'returns while the benchmark rose' },
    definition: 'Geometric mean r over geometric mean b, on the bars with b > 0.',
    source: MORNINGSTAR,
    compute: (a) => known(a, (b) => capture(b.upOwn, b.benchmark.up.length, b.benchmark.upMean)),
  },
  {
    name: 'downCapture',
    title: 'Down capture',
    group: 'benchmark',
    unit: 'ratio',
    better: 'lower',
    basis: { ...ofReturns, n: 'returns while the benchmark fell' },
    definition: 'Geometric mean r over geometric mean b, on the bars with b < 0.',
    source: MORNINGSTAR,
    compute: (a) => known(a, (b) => capture(b.downOwn, b.benchmark.down.length, b.benchmark.downMean)),
  },
];

function known(account: Account, compute: (benchmark: BenchmarkSummary) => number): number {
  return account.benchmark === undefined ? Number.NaN : compute(account.benchmark);
}

function beta({ products, benchmark: { squares } }: BenchmarkSummary): number {
  return squares > 0 ? products / squares : Number.NaN;
}

/** @param own product of 1 + r over the bars. @param benchmarkMean geometric mean of b over them. */
function capture(own: number, bars: number, benchmarkMean: number): number {
  if (bars === 0 || own < 0) return Number.NaN;
  return (exactPower(own, 1 / bars) - 1) / benchmarkMean;
}
