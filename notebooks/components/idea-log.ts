import { deflatedSharpe, sharpeStandardError } from '../models/statistics/index.js';
import type { RuleAccount } from './rule-account.js';
import type { RuleAnswer } from './rule-answer.js';

/** A rule that was answered and traded. */
export interface Tried {
  readonly answer: RuleAnswer;
  readonly account: RuleAccount;
}

/** How far the best-looking of many tries should be believed. */
export interface Doubt {
  /** Different rules answered in this tab, and all with the nightly's. */
  readonly here: number;
  readonly all: number;
  /**
   * Probability that the Sharpe ratio is above what luck gives the best of `all`; null when unknown. The
   * tries are taken to differ at least as much as luck alone makes them.
   */
  readonly deflated: number | null;
}

/** Remembers each different rule that this tab has answered on whole history. */
export interface IdeaLog {
  add(tried: Tried): void;
  doubt(tried: Tried, nightlyTrials: number): Doubt;
}

/** A log of a tab in which nothing has been tried. */
export function createIdeaLog(): IdeaLog {
  const sharpes = new Map<string, number>();
  return {
    add({ answer, account }) {
      const sharpe = sharpePerBar(account);
      const idea = `${answer.direction} ${answer.key}`;
      // The same idea on a part of its history is no further idea, and no better measure of it.
      if (answer.isPast && sharpes.has(idea)) return;
      if (Number.isFinite(sharpe)) sharpes.set(idea, sharpe);
    },
    doubt({ account }, nightlyTrials) {
      const { skewG1: skew, kurtosisB2: kurtosis, bars: n } = account.figures;
      const sharpe = sharpePerBar(account);
      const sample = { sharpe, n: n - 1, skew, kurtosis };
      const all = sharpes.size + nightlyTrials;
      const luck = sharpeStandardError({ ...sample, sharpe: 0 }) ** 2;
      const spread = Math.max(luck, variance([...sharpes.values()]));
      const deflated = deflatedSharpe(sample, spread, Math.max(1, all));
      return {
        here: sharpes.size,
        all,
        deflated: Number.isFinite(deflated) ? deflated : null,
      };
    },
  };
}

function sharpePerBar({ figures }: RuleAccount): number {
  return figures.meanReturn / figures.stdReturn;
}

/** With divisor n − 1; 0 for a single value. */
function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
