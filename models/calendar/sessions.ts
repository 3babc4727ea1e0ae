import { holidayName } from './holidays.js';

const MS_PER_DAY = 86_400_000;

/** Whether NYSE trades on the day of a UTC midnight: a weekday that is no holiday. Valid from 1960 on. */
export function isSession(time: number): boolean {
  const weekday = new Date(time).getUTCDay();
  return weekday !== 0 && weekday !== 6 && holidayName(time) === undefined;
}

/** UTC midnights of all NYSE sessions from `first` to `last`, both included; empty when last < first. */
export function sessionsBetween(first: number, last: number): Float64Array {
  const sessions: number[] = [];
  for (let time = Math.ceil(first / MS_PER_DAY) * MS_PER_DAY; time <= last; time += MS_PER_DAY) {
    if (isSession(time)) sessions.push(time);
  }
  return Float64Array.from(sessions);
}
