import { describe, expect, it } from 'vitest';
import type { ModelEvaluation } from '../../../pipelines/score/index.js';
import { judge } from '../../../pipelines/train/index.js';

const ic = (mean: number, t: number) => ({ mean, stdErr: mean / t, t, ir: 0.1, sessions: 500 });

function foldsWith(...values: readonly (number | null)[]): ModelEvaluation['folds'] {
  return values.map((value) => ({
    trainFrom: '2015-01-02',
    trainTo: '2016-01-04',
    testFrom: '2016-02-01',
    testTo: '2016-06-30',
    config: 'depth 3',
    ic: value,
  }));
}

function evaluation(change: Partial<ModelEvaluation> = {}): ModelEvaluation {
  return {
    folds: foldsWith(0.02, 0.03, -0.01),
    ic: ic(0.03, 4),
    neutralIc: ic(0.03, 4),
    independentPeriods: 1001,
    icBySession: { date: [], ic: [] },
    deciles: [],
    spread: { gross: 0.004, net: 0.002, stdErr: 0.001, turnover: 0.5, costBps: 10 },
    auc: 0.52,
    brier: null,
    logLoss: null,
    baselines: { 'shuffled label': ic(0.001, 0.3) },
    overBaseline: { baseline: 'reversal 5', difference: 0.01, t: 2 },
    slices: [],
    ...change,
  };
}

describe('judge', () => {
  it('calls it skill when every rule holds', () => {
    expect(judge(evaluation(), 2).verdict).toBe('skill');
  });

  it('calls it weak when a rule for skill fails', () => {
    expect(
      judge(evaluation({ overBaseline: { baseline: 'rating', difference: -0.01, t: -1 } }), 2).verdict,
    ).toBe('weak');
    expect(judge(evaluation({ spread: { ...evaluation().spread, net: -0.001 } }), 2).verdict).toBe('weak');
    expect(judge(evaluation({ ic: ic(0.03, 2.4) }), 2).verdict).toBe('weak');
    expect(judge(evaluation({ folds: foldsWith(0.02, 0.03, -0.01, -0.01) }), 2).verdict).toBe('weak');
  });

  it('calls it weak at best when two folds found nothing, however well the third did', () => {
    const { verdict, reasons } = judge(evaluation({ folds: foldsWith(null, null, 0.06) }), 1);
    expect(verdict).toBe('weak');
    expect(reasons.at(-1)).toBe('IC positive in 1 of 3 folds, 2 of which gave all symbols the same score');
  });

  it('calls it none below the bar, and raises the bar with every configuration tried', () => {
    expect(judge(evaluation({ ic: ic(0.03, 1.9) }), 1).verdict).toBe('none');
    // Student's t with 1,000 degrees: 1.96 at 2.5 %, 3.49 at 2.5 % / 100.
    expect(judge(evaluation({ ic: ic(0.03, 2.4) }), 1).verdict).toBe('weak');
    expect(judge(evaluation({ ic: ic(0.03, 2.4) }), 100).verdict).toBe('none');
  });

  it('asks more of a short test', () => {
    // Student's t with 9 degrees: 2.26 at 2.5 %.
    expect(judge(evaluation({ ic: ic(0.03, 2.2), independentPeriods: 1001 }), 1).verdict).toBe('weak');
    expect(judge(evaluation({ ic: ic(0.03, 2.2), independentPeriods: 10 }), 1).verdict).toBe('none');
  });

  it('calls it none when the score only knows market beta', () => {
    expect(judge(evaluation({ neutralIc: ic(0.002, 0.5) }), 1).verdict).toBe('none');
  });

  it('calls it none when a shuffled label shows as much: something leaks', () => {
    const leaky = judge(evaluation({ baselines: { 'shuffled label': ic(0.02, 5) } }), 1);
    expect(leaky.verdict).toBe('none');
    expect(leaky.reasons.at(-1)).toContain('leaks');
  });

  it('calls it none when there is no IC at all', () => {
    const nothing = { mean: null, stdErr: null, t: null, ir: null, sessions: 0 };
    expect(judge(evaluation({ ic: nothing }), 1).verdict).toBe('none');
  });
});
