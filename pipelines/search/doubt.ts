import { createRandom } from '../../models/random/index.js';
import { type DeflatedBest, deflateBest, figures } from '../../models/statistics/index.js';
import {
  type BootstrapInterval,
  bootstrapInterval,
  combinatorialSelection,
  overfittingProbability,
  realityCheck,
  stabilityMap,
  walkForward,
  walkForwardSelection,
} from '../../models/validation/index.js';
import type { SweepTable } from './run-sweep.js';

export interface DoubtOptions {
  readonly walkForward?: {
    readonly trainSessions: number;
    readonly testSessions: number;
    readonly mode: 'anchored' | 'rolling';
  };
  /** Combinatorial purged cross-validation of the choice: groups of sessions, and how many are tested at once. */
  readonly cpcv?: { readonly groups: number; readonly testGroups: number };
  readonly seed: number;
}

/** What the number of tries does to the best of them; all on the accounts of all symbols together. */
export interface Doubt {
  /** Position of the combination with the highest Sharpe ratio. */
  readonly best: number;
  readonly sharpe: number;
  readonly deflated: DeflatedBest;
  readonly sharpeInterval: BootstrapInterval;
  /** Probability of backtest overfitting; undefined with too few combinations or sessions. */
  readonly overfitting: number | undefined;
  /** White's reality check and Hansen's SPA: chance that the best beats cash by luck. */
  readonly realityCheck: { readonly white: number; readonly spa: number } | undefined;
  /** Combination on the highest plateau, where the neighbours are good too. */
  readonly stable: number | undefined;
  /** Mean and worst annual Sharpe ratio over each combination and its neighbours. */
  readonly stability: { readonly plateau: Float64Array; readonly worst: Float64Array } | undefined;
  /** Annual Sharpe ratios of every out-of-sample path of the choice, ascending, and the share that lost. */
  readonly cpcv:
    | {
        readonly folds: number;
        readonly pathSharpes: readonly number[];
        readonly mean: number;
        readonly lossShare: number;
      }
    | undefined;
  /** Per bar, of every combination, and of the best the shape of its returns. */
  readonly sharpes: Float64Array;
  readonly shape: { readonly skew: number; readonly kurtosis: number };
  readonly walkForward:
    | { readonly windows: number; readonly outOfSampleSharpe: number; readonly efficiency: number }
    | undefined;
}

const PERIODS_PER_YEAR = 252;
const LEAST_SESSIONS = 64;
/** Sessions left out of training after each test group, against returns that hang together. */
const EMBARGO = 5;

/** Doubts a sweep. Sharpe ratios are annual with 252 bars, risk-free rate 0. */
export function doubtSweep(table: SweepTable, options: DoubtOptions): Doubt {
  const { combinations, sessions, equity } = table;
  const n = sessions.length;
  const returns = combinations.map((_, c) => returnsOf(equity.subarray(c * n, (c + 1) * n)));
  const perTrial = combinations.map((_, c) => figures(equity.slice(c * n, (c + 1) * n), sessions, []));
  const column = (name: string, scale = 1) => Float64Array.from(perTrial, (values) => values[name] * scale);
  const deflated = deflateBest(
    {
      sharpe: column('sharpe', 1 / Math.sqrt(PERIODS_PER_YEAR)),
      skew: column('skewG1'),
      kurtosis: column('kurtosisB2'),
    },
    n - 1,
  );
  const best = Math.max(0, deflated.best);
  const isEnough = combinations.length > 1 && n >= LEAST_SESSIONS;
  const columns = parameterColumns(table);
  const map = isEnough && columns.length > 0 ? stabilityMap(columns, column('sharpe')) : undefined;
  const checked = isEnough ? realityCheck(returns, { random: createRandom(options.seed) }) : undefined;
  return {
    best,
    sharpe: perTrial[best].sharpe,
    deflated,
    sharpeInterval: bootstrapInterval(returns[best], annualSharpe, { random: createRandom(options.seed) }),
    overfitting: isEnough ? overfittingProbability(returns).probability : undefined,
    realityCheck: checked && { white: checked.realityCheck, spa: checked.spa },
    stable: map === undefined || map.best < 0 ? undefined : map.best,
    stability: map && { plateau: map.plateau, worst: map.worst },
    cpcv: options.cpcv && isEnough ? crossValidated(returns, options.cpcv) : undefined,
    sharpes: column('sharpe', 1 / Math.sqrt(PERIODS_PER_YEAR)),
    shape: { skew: perTrial[best].skewG1, kurtosis: perTrial[best].kurtosisB2 },
    walkForward: options.walkForward && isEnough ? outOfSample(returns, options.walkForward) : undefined,
  };
}

function parameterColumns({ combinations }: SweepTable): Float64Array[] {
  return Object.keys(combinations[0])
    .map((name) => Float64Array.from(combinations, (values) => values[name]))
    .filter((values) => values.some((value) => value !== values[0]));
}

function outOfSample(
  returns: readonly Float64Array[],
  options: NonNullable<DoubtOptions['walkForward']>,
): Doubt['walkForward'] {
  const windows = walkForward(returns[0].length, {
    mode: options.mode,
    train: options.trainSessions,
    test: options.testSessions,
    horizon: 0,
  });
  if (windows.length === 0) return undefined;
  const selection = walkForwardSelection(returns, windows);
  return {
    windows: windows.length,
    outOfSampleSharpe: annualSharpe(selection.returns),
    efficiency: selection.efficiency,
  };
}

function crossValidated(
  returns: readonly Float64Array[],
  groups: NonNullable<DoubtOptions['cpcv']>,
): Doubt['cpcv'] {
  const { folds, pathSharpes, mean, lossShare } = combinatorialSelection(returns, {
    ...groups,
    embargo: EMBARGO,
  });
  const annual = Math.sqrt(PERIODS_PER_YEAR);
  return {
    folds,
    pathSharpes: Array.from(pathSharpes, (value) => value * annual),
    mean: mean * annual,
    lossShare,
  };
}

/** Return of each session; the first has none and counts as 0. */
function returnsOf(equity: Float64Array): Float64Array {
  const returns = new Float64Array(equity.length);
  for (let i = 1; i < equity.length; i++) returns[i] = equity[i] / equity[i - 1] - 1;
  return returns;
}

function annualSharpe(returns: Float64Array): number {
  let sum = 0;
  for (const value of returns) sum += value;
  const mean = sum / returns.length;
  let squares = 0;
  for (const value of returns) squares += (value - mean) ** 2;
  return (mean / Math.sqrt(squares / (returns.length - 1))) * Math.sqrt(PERIODS_PER_YEAR);
}
