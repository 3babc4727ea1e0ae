/** What happens during long work, in order. The command line draws it; a service can forward it. */
export type ProgressEvent =
  | { readonly type: 'stage-started'; readonly stage: string }
  | {
      readonly type: 'advanced';
      readonly stage: string;
      readonly done: number;
      readonly total: number | undefined;
      readonly unit: string;
      /** Share of the whole work, 0 to 1, by expected seconds. */
      readonly fraction: number;
      /** Expected seconds to the end of all stages; undefined until there is something to go by. */
      readonly etaSeconds: number | undefined;
    }
  | {
      readonly type: 'stage-finished';
      readonly stage: string;
      readonly seconds: number;
      readonly items: number;
      readonly unit: string;
    }
  | { readonly type: 'note'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly type: 'first-result'; readonly seconds: number; readonly text: string };

export type ProgressListener = (event: ProgressEvent) => void;

/** A stage and how long it took last time on this machine (or by default), in seconds. */
export interface PlannedStage {
  readonly stage: string;
  readonly expectedSeconds: number;
}

/** A finished stage, as it is stored with the run. */
export interface StageTiming {
  readonly stage: string;
  readonly seconds: number;
  readonly items: number;
  readonly unit: string;
}

export interface Progress {
  start(stage: string): void;
  advance(done: number, total: number | undefined, unit: string): void;
  finish(items: number, unit: string): void;
  note(level: 'info' | 'warning', text: string): void;
  /** Says that something can be looked at now; only the first call counts. */
  firstResult(text: string): void;
  readonly timings: readonly StageTiming[];
  readonly firstResultSeconds: number | undefined;
}

/** Before this much time and work there is nothing to estimate from. */
const EARLIEST_ESTIMATE_S = 0.5;
const LEAST_FRACTION = 0.03;

/**
 * Follows work in stages. The overall fraction weighs each stage by the seconds it is expected to take;
 * the estimate of what remains scales those expectations by how this run has gone so far.
 * @param now milliseconds of a monotonic clock; an argument so that tests can turn it.
 */
export function createProgress(
  plan: readonly PlannedStage[],
  listener: ProgressListener,
  now: () => number = () => performance.now(),
): Progress {
  const begun = now();
  const timings: StageTiming[] = [];
  let current: { stage: string; startedAt: number; fraction: number | undefined } | undefined;
  let firstResultSeconds: number | undefined;

  const expected = (stage: string) => plan.find((planned) => planned.stage === stage)?.expectedSeconds ?? 0;
  const totalExpected = plan.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0);
  const expectedBefore = () => timings.reduce((sum, { stage }) => sum + expected(stage), 0);

  function outlook(): { fraction: number; etaSeconds: number | undefined } {
    const before = expectedBefore();
    const whole = current ? expected(current.stage) : 0;
    const behind = before + whole * (current?.fraction ?? 0);
    const fraction = totalExpected > 0 ? Math.min(1, behind / totalExpected) : 0;
    const elapsed = (now() - begun) / 1000;
    if (elapsed < EARLIEST_ESTIMATE_S || fraction < LEAST_FRACTION)
      return { fraction, etaSeconds: undefined };
    if (current && current.fraction === undefined && before > 0) {
      // A stage that cannot say how much is left is taken to go at the pace of the stages before it.
      const pace = (current.startedAt - begun) / 1000 / before;
      const left = whole * pace - (now() - current.startedAt) / 1000;
      // Once it has taken longer than that, there is nothing left to go by.
      return { fraction, etaSeconds: left > 0 ? left + (totalExpected - before - whole) * pace : undefined };
    }
    // A run that is faster or slower than the last one is assumed to stay so.
    const pace = elapsed / behind;
    return { fraction, etaSeconds: Math.max(0, (totalExpected - behind) * pace) };
  }

  return {
    start(stage) {
      current = { stage, startedAt: now(), fraction: 0 };
      listener({ type: 'stage-started', stage });
    },
    advance(done, total, unit) {
      if (!current) throw new Error('progress: advance was called outside a stage');
      current.fraction = total ? Math.min(1, done / total) : undefined;
      listener({ type: 'advanced', stage: current.stage, done, total, unit, ...outlook() });
    },
    finish(items, unit) {
      if (!current) throw new Error('progress: finish was called outside a stage');
      const timing = { stage: current.stage, seconds: (now() - current.startedAt) / 1000, items, unit };
      timings.push(timing);
      current = undefined;
      listener({ type: 'stage-finished', ...timing });
    },
    note(level, text) {
      listener({ type: 'note', level, text });
    },
    firstResult(text) {
      if (firstResultSeconds !== undefined) return;
      firstResultSeconds = (now() - begun) / 1000;
      listener({ type: 'first-result', seconds: firstResultSeconds, text });
    },
    timings,
    get firstResultSeconds() {
      return firstResultSeconds;
    },
  };
}
