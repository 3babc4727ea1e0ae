import { Problem, toProblem } from '../errors/index.js';

/** When something is to be done: minute, hour, day of month, month, day of week, in a time zone. */
export interface Schedule {
  readonly cron: string;
  /** The machine's by default. */
  readonly timezone?: string;
}

/** Work that is done again and again until it is told to stop. */
export interface KeptSchedule {
  /** The next time after a moment, by default after now; undefined where there is none. */
  next(after?: Date): Date | undefined;
  /** Does it now, unless it is being done. Trouble is told, never thrown. */
  trigger(): Promise<void>;
  /** Settles once the signal is aborted, or no time is left, and what was under way has come to its end. */
  readonly ended: Promise<void>;
}

/**
 * Does some work by a schedule. A time that comes while it is still being done is passed over; when it fails,
 * or finds another run in the workspace, it waits for its next time.
 * @throws Problem of kind config for a text that is no schedule.
 */
export async function keepBySchedule(
  { cron, timezone }: Schedule,
  {
    work,
    warn,
    signal,
  }: {
    readonly work: () => Promise<void>;
    readonly warn: (message: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<KeptSchedule> {
  // Only who stays needs it.
  const { Cron } = await import('croner');
  let running: Promise<void> | undefined;
  const trigger = () => {
    running ??= attempt().finally(() => {
      running = undefined;
    });
    return running;
  };
  const job = open();
  const ended = untilStopped(job.nextRun() !== null);
  return { next: (after) => job.nextRun(after) ?? undefined, trigger, ended };

  async function untilStopped(hasNext: boolean): Promise<void> {
    if (hasNext && !signal.aborted)
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    job.stop();
    await running;
  }

  async function attempt(): Promise<void> {
    try {
      await work();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.kind !== 'cancelled') warn(problem.message);
    }
  }

  function open() {
    try {
      return new Cron(cron, { timezone }, trigger);
    } catch (error) {
      throw new Problem('config', `"${cron}" is no schedule: ${toProblem(error).message}`, {
        suggestion: 'Write minute, hour, day of month, month, day of week: "30 6 * * 1-5".',
      });
    }
  }
}
