import { deflatedSharpe } from '../models/statistics/index.js';
import type { RuleAnswer } from './rule-answer.js';

/** How far the best-looking of many tries should be believed. */
export interface Doubt {
  /** Different rules answered in this tab, and all with the nightly's. */
  readonly here: number;
  readonly all: number;
  /** Probability that the Sharpe ratio is above what luck gives the best of `here`; null when unknown. */
  readonly deflated: number | null;
}

/** Remembers each different rule that this tab has answered on whole history. */
export interface IdeaLog {
  add(answer: RuleAnswer): void;
  doubt(answer: RuleAnswer, nightlyTrials: number): Doubt;
}

export function createIdeaLog(): IdeaLog {
  const sharpes = new Map<string, number>();
  return {
    add(answer) {
      const sharpe = sharpePerBar(answer);
      if (Number.isFinite(sharpe)) sharpes.set(`${answer.direction} ${answer.key}`, sharpe);
    },
    doubt(answer, nightlyTrials) {
      const { skewG1: skew, kurtosisB2: kurtosis, bars: n } = answer.account.figures;
      const sharpe = sharpePerBar(answer);
      const trials = Math.max(1, sharpes.size);
      const deflated = deflatedSharpe(
        { sharpe, n: n - 1, skew, kurtosis },
        variance([...sharpes.values()]),
        trials,
      );
      return {
        here: sharpes.size,
        all: sharpes.size + nightlyTrials,
        deflated: Number.isFinite(deflated) ? deflated : null,
      };
    },
  };
}

function sharpePerBar({ account }: RuleAnswer): number {
  return account.figures.meanReturn / account.figures.stdReturn;
}

/** With divisor n − 1; 0 for a single value. */
function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
