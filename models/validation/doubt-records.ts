import { createRandom } from '../random/index.js';
import {
  deflateBest,
  neweyWest,
  probabilisticSharpe,
  type SharpeSample,
  sharpeStandardError,
} from '../statistics/index.js';
import { bootstrapInterval } from './block-bootstrap.js';
import { overfittingProbability } from './overfitting-probability.js';
import { realityCheck } from './reality-check.js';

/** A search among strategies without skill, and the one that came out best. */
export interface LuckySearch {
  /** Returns per bar of every trial. */
  readonly trials: readonly Float64Array[];
  /** The trial with the highest Sharpe ratio. */
  readonly best: number;
  /** Sharpe ratio per bar, skewness and kurtosis of each. */
  readonly samples: readonly SharpeSample[];
}

/** A way to doubt a result: what it asks, how, and what it says of the best of a lucky search. */
export interface DoubtRecord {
  readonly name: string;
  readonly question: string;
  readonly formula: string;
  readonly source: string;
  /** A `fraction` is a probability; a `change` may be below 0. */
  readonly unit: 'fraction' | 'change' | 'per bar';
  example(search: LuckySearch): number;
}

const TRIALS = 40;
const BARS = 500;
const SEED = 7;
const SAMPLES = 300;
const BLOCKS = 8;

/** Forty strategies that are coin tosses: 500 daily returns each, without drift, 1 % deviation. */
export function luckySearch(): LuckySearch {
  const random = createRandom(SEED);
  const trials = Array.from({ length: TRIALS }, () =>
    Float64Array.from({ length: BARS }, () => 0.01 * random.normal()),
  );
  const samples = trials.map(sampleOf);
  const best = samples.reduce((top, { sharpe }, k) => (sharpe > samples[top].sharpe ? k : top), 0);
  return { trials, best, samples };
}

/** What stands between a good backtest and believing it, from the error of one to the luck of many. */
export const doubtRecords: readonly DoubtRecord[] = [
  {
    name: 'Sharpe ratio of the best',
    question: 'What would be shown if nobody doubted?',
    formula: 'mean(r) / std(r, ddof 1) of the trial with the largest',
    source: 'Sharpe (1994), Journal of Portfolio Management 21(1)',
    unit: 'per bar',
    example: ({ samples, best }) => samples[best].sharpe,
  },
  {
    name: 'standard error of the Sharpe ratio',
    question: 'How far could it be off, tried once?',
    formula: '\u221a((1 \u2212 g1 SR + (b2 \u2212 1)/4 SR\u00b2) / (n \u2212 1)), independent returns',
    source: 'Mertens (2002); Bailey & L\u00f3pez de Prado (2012), Journal of Risk 15(2)',
    unit: 'per bar',
    example: ({ samples, best }) => sharpeStandardError(samples[best]),
  },
  {
    name: 'probabilistic Sharpe ratio',
    question: 'How likely is a true Sharpe ratio above 0, tried once?',
    formula: '\u03a6(SR / its standard error)',
    source: 'Bailey & L\u00f3pez de Prado (2012), Journal of Risk 15(2)',
    unit: 'fraction',
    example: ({ samples, best }) => probabilisticSharpe(samples[best], 0),
  },
  {
    name: 'expected maximum of luck',
    question: 'How good would the best of so many look without any skill?',
    formula:
      '\u221aV ((1 \u2212 \u03b3) z(1 \u2212 1/N) + \u03b3 z(1 \u2212 1/(N e))), V the variance of the N Sharpe ratios',
    source: 'Bailey & L\u00f3pez de Prado (2014), Journal of Portfolio Management 40(5)',
    unit: 'per bar',
    example: (search) => deflated(search).expectedMaximum,
  },
  {
    name: 'deflated Sharpe ratio',
    question: 'How likely is skill, after all that was tried?',
    formula: '\u03a6((SR \u2212 expected maximum of luck) / standard error)',
    source: 'Bailey & L\u00f3pez de Prado (2014), Journal of Portfolio Management 40(5)',
    unit: 'fraction',
    example: (search) => deflated(search).dsr,
  },
  {
    name: 'probability of backtest overfitting',
    question: 'How often is the best in one half of the bars below the middle in the other?',
    formula:
      'share of the ways to halve the blocks of bars in which the winner\u2019s rank elsewhere is at or below the median',
    source: 'Bailey, Borwein, L\u00f3pez de Prado & Zhu (2017), Journal of Computational Finance 20(4)',
    unit: 'fraction',
    example: ({ trials }) => overfittingProbability(trials, { blocks: BLOCKS }).probability,
  },
  {
    name: 'reality check, p',
    question: 'Could the largest mean of all come from no skill at all?',
    formula: 'max \u221an mean(d) against its stationary bootstrap, d the returns above the benchmark',
    source: 'White (2000), Econometrica 68',
    unit: 'fraction',
    example: (search) => check(search).realityCheck,
  },
  {
    name: 'superior predictive ability, p',
    question: 'The same, without letting hopeless trials blunt it?',
    formula: 'max(0, max \u221an mean(d) / \u03c9) against its bootstrap, poor trials centred at 0',
    source: 'Hansen (2005), Journal of Business & Economic Statistics 23',
    unit: 'fraction',
    example: (search) => check(search).spa,
  },
  {
    name: 'lower end of the bootstrap interval',
    question: 'How low could the mean return be, neighbours kept together?',
    formula: '2.5th percentile of the mean over resamples in blocks of random length',
    source: 'Politis & Romano (1994), Journal of the American Statistical Association 89',
    unit: 'per bar',
    example: ({ trials, best }) =>
      bootstrapInterval(trials[best], mean, { random: createRandom(SEED), samples: SAMPLES }).lower,
  },
  {
    name: 'error of a mean whose neighbours overlap',
    question: 'How far could a mean be off when one value shares bars with the next, as ten-bar returns do?',
    formula: 'se\u00b2 = (\u03b30 + 2 \u03a3 (1 \u2212 k/(lag + 1)) \u03b3k) / (n \u2212 1), here lag 9',
    source: 'Newey & West (1987), Econometrica 55',
    unit: 'per bar',
    example: ({ trials, best }) => neweyWest(trials[best], 9).standardError,
  },
];

function deflated({ samples }: LuckySearch): ReturnType<typeof deflateBest> {
  const column = (of: 'sharpe' | 'skew' | 'kurtosis') => Float64Array.from(samples, (sample) => sample[of]);
  return deflateBest({ sharpe: column('sharpe'), skew: column('skew'), kurtosis: column('kurtosis') }, BARS);
}

function check({ trials }: LuckySearch): ReturnType<typeof realityCheck> {
  return realityCheck(trials, { random: createRandom(SEED), samples: SAMPLES });
}

function sampleOf(returns: Float64Array): SharpeSample {
  const n = returns.length;
  const m = mean(returns);
  const moment = (power: number) => returns.reduce((sum, r) => sum + (r - m) ** power, 0) / n;
  const variance = moment(2);
  return {
    n,
    sharpe: m / Math.sqrt((variance * n) / (n - 1)),
    skew: moment(3) / (variance * Math.sqrt(variance)),
    kurtosis: moment(4) / (variance * variance),
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
