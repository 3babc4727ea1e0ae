import { isoDate } from '../bars/index.js';
import { isSession } from './sessions.js';

const FULL_DAY = 16 * 60;
const HALF_DAY = 13 * 60;
const BEFORE_OCTOBER_1974 = 15 * 60 + 30;
const LATER_CLOSE = '1974-10-01';
/** Half days by rule from here on; earlier ones are not recorded. */
const FIRST_HALF_DAY = '1993-01-01';
const SPECIAL_HALF_DAYS: readonly string[] = ['1997-12-26', '2003-12-26'];

/**
 * Minute after midnight, New York time, at which NYSE closes on the day of a UTC midnight: 960 on a full
 * day (930 until September 1974), 780 on a half day, NaN when there is no session.
 * Half days: the Friday after Thanksgiving, 24 December, and 3 July or (before 2013, when 4 July is a
 * Thursday) 5 July.
 */
export function closeMinute(time: number): number {
  if (!isSession(time)) return Number.NaN;
  const date = isoDate(time);
  if (date < LATER_CLOSE) return BEFORE_OCTOBER_1974;
  return isHalfDay(time, date) ? HALF_DAY : FULL_DAY;
}

function isHalfDay(time: number, date: string): boolean {
  if (date < FIRST_HALF_DAY) return false;
  const weekday = new Date(time).getUTCDay();
  const year = Number(date.slice(0, 4));
  const day = date.slice(5);
  if (day === '12-24') return true;
  if (date.slice(5, 7) === '11') return weekday === 5 && day >= '11-23' && day <= '11-29';
  // 3 July is a Friday only when 4 July is a Saturday, and then it is the holiday itself.
  if (day === '07-03') return year >= 1995 && (weekday !== 3 || year >= 2013);
  if (day === '07-05') return year >= 1995 && year < 2013 && weekday === 5;
  return SPECIAL_HALF_DAYS.includes(date);
}
