import { epochDay } from '../bars/index.js';

/** When a portfolio is brought back to its weights. `once`: bought at the second session and held. */
export type RebalanceCalendar =
  | 'once'
  | 'weekly'
  | 'monthly'
  | 'quarterly'
  | 'yearly'
  | { readonly everySessions: number };

/**
 * Is session `s` the first of its week, month, quarter or year? Never for the first session of all,
 * since what came before it is unknown. Weeks begin on Monday; dates are UTC.
 */
export function isRebalanceSession(calendar: RebalanceCalendar, time: Float64Array, s: number): boolean {
  if (s === 0) return false;
  if (calendar === 'once') return s === 1;
  if (typeof calendar === 'object') return (s - 1) % calendar.everySessions === 0;
  return periodOf(calendar, time[s]) !== periodOf(calendar, time[s - 1]);
}

function periodOf(calendar: 'weekly' | 'monthly' | 'quarterly' | 'yearly', timeMs: number): number {
  // 1970-01-01 was a Thursday.
  if (calendar === 'weekly') return Math.floor((epochDay(timeMs) + 3) / 7);
  const date = new Date(timeMs);
  const year = date.getUTCFullYear();
  if (calendar === 'yearly') return year;
  const month = date.getUTCMonth();
  return calendar === 'monthly' ? year * 12 + month : year * 4 + Math.floor(month / 3);
}
