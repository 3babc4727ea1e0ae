import { checkPurge, type SessionRange } from './purge.js';

export interface WalkForwardOptions {
  /** `anchored` trains on everything since the start, `rolling` on the last `train` sessions. */
  readonly mode: 'anchored' | 'rolling';
  /** Sessions to train on; for `anchored`, the fewest. */
  readonly train: number;
  /** Sessions of each test. */
  readonly test: number;
  /** Sessions from one test's start to the next. Default `test`: tests follow each other without gap. */
  readonly step?: number;
  /** Sessions the label, or the longest trade that counts, looks ahead. 0 when nothing does. */
  readonly horizon: number;
  /** Further sessions left between training and test. Default 0. */
  readonly embargo?: number;
}

/** Train here, then test there: sessions `from` up to, not including, `to`. */
export interface WalkForwardWindow {
  readonly train: SessionRange;
  readonly test: SessionRange;
}

/**
 * Walk-forward windows in order of time. A session trains only when its label is known at the close of
 * the test's first session (t + horizon ≤ test.from), less the embargo. The last test may be shorter.
 * Empty when there are too few sessions for one test.
 * Source: Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 11; purge after
 * López de Prado (2018), 7.4.
 * @throws when a length is not an integer ≥ 1.
 */
export function walkForward(sessions: number, options: WalkForwardOptions): WalkForwardWindow[] {
  const { mode, train, test, step = test, horizon, embargo = 0 } = options;
  checkPurge('walkForward', { horizon, embargo });
  for (const [name, value] of [
    ['train', train],
    ['test', test],
    ['step', step],
  ] as const) {
    if (!Number.isInteger(value) || value < 1) {
      throw new Error(`walkForward: ${name} must be an integer ≥ 1, was ${value}`);
    }
  }
  const gap = Math.max(horizon, 1) - 1 + embargo;
  const windows: WalkForwardWindow[] = [];
  for (let from = train + gap; from < sessions; from += step) {
    const trainTo = from - gap;
    windows.push({
      train: { from: mode === 'anchored' ? 0 : trainTo - train, to: trainTo },
      test: { from, to: Math.min(from + test, sessions) },
    });
  }
  return windows;
}
