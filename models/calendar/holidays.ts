import { goodFriday } from './easter.js';
import { specialClosure } from './special-closures.js';

const SUNDAY = 0;
const MONDAY = 1;
const TUESDAY = 2;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;

/**
 * Name of the NYSE holiday or special closure on the day of a UTC midnight, or undefined. Week-ends are
 * not holidays. By rule from 1960 on (NYSE Rule 7.2 and its history, "NYSE holidays and closings since
 * 1885"), with the exceptions of `special-closures`.
 */
export function holidayName(time: number): string | undefined {
  const date = new Date(time);
  const weekday = date.getUTCDay();
  if (weekday === SATURDAY || weekday === SUNDAY) return undefined;
  return (
    ruleHoliday(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), weekday, time) ??
    specialClosure(time)
  );
}

function ruleHoliday(
  year: number,
  month: number,
  day: number,
  weekday: number,
  time: number,
): string | undefined {
  switch (month) {
    case 1:
      // A New Year's Day on a Saturday is not made up for: the year's last session stays one.
      if (day === 1 || (day === 2 && weekday === MONDAY)) return "New Year's Day";
      if (year >= 1998 && isNth(day, weekday, MONDAY, 3)) return 'Martin Luther King Jr. Day';
      return undefined;
    case 2:
      if (year >= 1971 ? isNth(day, weekday, MONDAY, 3) : isObserved(22, day, weekday))
        return "Washington's Birthday";
      return undefined;
    case 3:
    case 4:
      return time === goodFriday(year) ? 'Good Friday' : undefined;
    case 5:
      // In 1970 the 30th was a Saturday, and the Friday before stayed a session.
      if (year === 1970) return undefined;
      if (year > 1970 ? weekday === MONDAY && day > 24 : isObserved(30, day, weekday)) return 'Memorial Day';
      return undefined;
    case 6:
      return year >= 2022 && isObserved(19, day, weekday) ? 'Juneteenth' : undefined;
    case 7:
      return isObserved(4, day, weekday) ? 'Independence Day' : undefined;
    case 9:
      return isNth(day, weekday, MONDAY, 1) ? 'Labor Day' : undefined;
    case 11:
      if (isNth(day, weekday, THURSDAY, 4)) return 'Thanksgiving Day';
      return isElectionDay(year, day, weekday) ? 'Election Day' : undefined;
    case 12:
      return isObserved(25, day, weekday) ? 'Christmas Day' : undefined;
    default:
      return undefined;
  }
}

/** A fixed date, on the Friday before when it is a Saturday, on the Monday after when a Sunday. */
function isObserved(holiday: number, day: number, weekday: number): boolean {
  return (
    day === holiday ||
    (day === holiday - 1 && weekday === FRIDAY) ||
    (day === holiday + 1 && weekday === MONDAY)
  );
}

function isNth(day: number, weekday: number, wanted: number, n: number): boolean {
  return weekday === wanted && Math.ceil(day / 7) === n;
}

/** The Tuesday after the first Monday: every year to 1968, then in presidential years to 1980. */
function isElectionDay(year: number, day: number, weekday: number): boolean {
  const isHeld = year <= 1968 || (year <= 1980 && year % 4 === 0);
  return isHeld && weekday === TUESDAY && day >= 2 && day <= 8;
}
