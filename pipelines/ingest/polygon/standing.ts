import { isoDate } from '../../../models/bars/index.js';

/**
 * How long an answer of the vendor stands. `settled`: it tells of days that are over, and is asked in the same
 * words again. `passing`: it tells of days that are over, but tomorrow's question will be another, or the
 * vendor is still filling in. `unfinished`: it tells of a day that is not over, and is never kept.
 */
export type Standing = 'settled' | 'passing' | 'unfinished';

const MS_PER_DAY = 86_400_000;
/** Trading after hours ends at 20:00 in New York: in winter at 01:00 UTC of the next day. */
const DAY_ENDS_AT_MS = 3_600_000;

/** The last day on which nothing is traded any more in New York. @param now UTC epoch milliseconds. */
export function lastFinishedDay(now: number): string {
  return isoDate(now - DAY_ENDS_AT_MS - MS_PER_DAY);
}

/** Dates `from` to `to`, both included, and whether the period's own end is among them. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly isWhole: boolean;
}

/** The calendar months or years of a span of days, the first and last cut to it. */
export function calendarPeriods(from: string, to: string, unit: 'month' | 'year'): Period[] {
  const periods: Period[] = [];
  for (let first = from; first <= to; ) {
    const [year, month] = first.split('-').map(Number);
    const next = isoDate(unit === 'year' ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1));
    const last = isoDate(Date.parse(next) - MS_PER_DAY);
    periods.push({ from: first, to: last < to ? last : to, isWhole: last <= to });
    first = next;
  }
  return periods;
}

/** How long the answer about a period stands. */
export function standingOf({ to, isWhole }: Period, lastFinished: string): Standing {
  if (to > lastFinished) return 'unfinished';
  return isWhole ? 'settled' : 'passing';
}
