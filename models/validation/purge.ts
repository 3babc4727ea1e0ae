/** A range of sessions, `from` up to, not including, `to`. */
export interface SessionRange {
  readonly from: number;
  readonly to: number;
}

/** One split of sessions 0 … n − 1. Both lists ascend and share no session. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** What a label sees and how long its echo lasts. */
export interface PurgeOptions {
  /** Sessions the label looks ahead: the label of session t is known at the close of t + horizon. */
  readonly horizon: number;
  /** Sessions left out after each test range, beyond the purge, against slow features. */
  readonly embargo: number;
}

/**
 * The sessions that may train a model tested on `tests`.
 *
 * The label of session t covers the returns of (t, t + horizon]. Purged are sessions whose label shares
 * a return with a test label: for a test range [a, b), those with a − horizon < t < b + horizon − 1.
 * Embargoed are the next `embargo` sessions after that. What is left at a − horizon is known at the
 * close of a, when the test begins.
 * Source: López de Prado (2018), Advances in Financial Machine Learning, 7.4.1–7.4.2.
 */
export function purgedTraining(
  sessions: number,
  tests: readonly SessionRange[],
  options: PurgeOptions,
): Int32Array {
  const { horizon, embargo } = options;
  const isUsable = new Uint8Array(sessions).fill(1);
  for (const { from, to } of tests) {
    const reach = Math.max(horizon, 1) - 1;
    const start = Math.max(0, from - reach);
    const end = Math.min(sessions, to + reach + embargo);
    isUsable.fill(0, start, end);
  }
  const train = new Int32Array(isUsable.reduce((sum, flag) => sum + flag, 0));
  let count = 0;
  for (let t = 0; t < sessions; t++) if (isUsable[t] === 1) train[count++] = t;
  return train;
}

/** Sessions cut into `groups` ranges of neighbouring sessions, as equal as can be, longer ones first. */
export function sessionGroups(sessions: number, groups: number): SessionRange[] {
  const short = Math.floor(sessions / groups);
  const longer = sessions % groups;
  return Array.from({ length: groups }, (_, g) => {
    const from = g * short + Math.min(g, longer);
    return { from, to: from + short + (g < longer ? 1 : 0) };
  });
}

/** The sessions of some ranges, in one list. */
export function sessionsOf(ranges: readonly SessionRange[]): Int32Array {
  const list: number[] = [];
  for (const { from, to } of ranges) for (let t = from; t < to; t++) list.push(t);
  return Int32Array.from(list);
}

/** @throws when the horizon or the embargo is not an integer ≥ 0. */
export function checkPurge(caller: string, { horizon, embargo }: PurgeOptions): void {
  for (const [name, value] of [
    ['horizon', horizon],
    ['embargo', embargo],
  ] as const) {
    if (!Number.isInteger(value) || value < 0) {
      throw new Error(`${caller}: ${name} must be an integer ≥ 0, was ${value}`);
    }
  }
}
