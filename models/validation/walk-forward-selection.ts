import type { WalkForwardWindow } from './walk-forward.js';

/** What was chosen in one window, and what it then did. Sharpe ratios per bar, ddof 1, risk-free 0. */
export interface WalkForwardChoice {
  readonly window: WalkForwardWindow;
  /** Index of the chosen trial; −1 when no trial's returns varied in training: cash. */
  readonly trial: number;
  readonly trainSharpe: number;
  readonly testSharpe: number;
  /** Mean over all trials of their Sharpe ratio in the test: what choosing blindly gives. */
  readonly averageTestSharpe: number;
}

export interface WalkForwardSelection {
  readonly choices: readonly WalkForwardChoice[];
  /** The chosen trials' returns in their tests, window after window: an honest record. */
  readonly returns: Float64Array;
  /** Bar of each of those returns. */
  readonly bars: Int32Array;
  /** Mean test Sharpe ratio of the choices over their mean in training: 1 = kept, 0 = lost. */
  readonly efficiency: number;
}

/**
 * Walk-forward optimisation over finished trials: in each window the trial with the highest Sharpe ratio
 * in training is taken, and its returns in the test are strung together. Valid for strategies that look
 * back only, whose full run can be cut anywhere; positions are taken over at the seams without a trade,
 * so costs of switching trials are not in the returns.
 * Source: Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 11.
 * @param returns one array per trial over the same bars; index i is bar i (bar 0's return is 0).
 * @param windows of bars, as from `walkForward`.
 */
export function walkForwardSelection(
  returns: readonly Float64Array[],
  windows: readonly WalkForwardWindow[],
): WalkForwardSelection {
  const total = windows.reduce((sum, { test }) => sum + test.to - test.from, 0);
  const joined = new Float64Array(total);
  const bars = new Int32Array(total);
  let at = 0;
  const choices = windows.map((window): WalkForwardChoice => {
    const { train, test } = window;
    let trial = -1;
    let trainSharpe = Number.NaN;
    let testSum = 0;
    let known = 0;
    returns.forEach((column, k) => {
      const value = sharpeBetween(column, train.from, train.to);
      if (!Number.isNaN(value) && !(value <= trainSharpe)) {
        trial = k;
        trainSharpe = value;
      }
      const tested = sharpeBetween(column, test.from, test.to);
      if (Number.isNaN(tested)) return;
      testSum += tested;
      known++;
    });
    const chosen = returns[trial];
    for (let i = test.from; i < test.to; i++, at++) {
      bars[at] = i;
      joined[at] = chosen === undefined ? 0 : chosen[i];
    }
    const testSharpe = chosen === undefined ? Number.NaN : sharpeBetween(chosen, test.from, test.to);
    return { window, trial, trainSharpe, testSharpe, averageTestSharpe: testSum / known };
  });
  const mean = (value: (choice: WalkForwardChoice) => number) => {
    const known = choices.filter((choice) => !Number.isNaN(choice.testSharpe));
    return known.reduce((sum, choice) => sum + value(choice), 0) / known.length;
  };
  const efficiency = mean((choice) => choice.testSharpe) / mean((choice) => choice.trainSharpe);
  return { choices, returns: joined, bars, efficiency };
}

/** mean / std (ddof 1) of a stretch; NaN when it does not vary. */
function sharpeBetween(column: Float64Array, from: number, to: number): number {
  const n = to - from;
  let mean = 0;
  for (let i = from; i < to; i++) mean += column[i];
  mean /= n;
  let squares = 0;
  for (let i = from; i < to; i++) squares += (column[i] - mean) * (column[i] - mean);
  const deviation = Math.sqrt(squares / (n - 1));
  return deviation > 1e-12 * Math.abs(mean) ? mean / deviation : Number.NaN;
}
