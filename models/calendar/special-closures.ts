import { isoDate } from '../bars/index.js';

/** Full days closed outside the rules, since 1960. Source: NYSE, "Special closings" (1885 to date). */
const CLOSURES: Readonly<Record<string, string>> = {
  '1961-05-29': 'Day before Decoration Day',
  '1963-11-25': 'Funeral of President Kennedy',
  '1965-12-24': 'Christmas Eve',
  '1968-02-12': "Lincoln's Birthday",
  '1968-04-09': 'Mourning for Martin Luther King Jr.',
  '1968-07-05': 'Day after Independence Day',
  '1968-11-11': 'Veterans Day',
  '1969-02-10': 'Heavy snow',
  '1969-03-31': 'Funeral of President Eisenhower',
  '1969-07-21': 'First landing on the Moon',
  '1972-12-28': 'Funeral of President Truman',
  '1973-01-25': 'Funeral of President Johnson',
  '1977-07-14': 'New York City blackout',
  '1985-09-27': 'Hurricane Gloria',
  '1994-04-27': 'Funeral of President Nixon',
  '2001-09-11': 'Attacks of September 11',
  '2001-09-12': 'Attacks of September 11',
  '2001-09-13': 'Attacks of September 11',
  '2001-09-14': 'Attacks of September 11',
  '2004-06-11': 'Mourning for President Reagan',
  '2007-01-02': 'Mourning for President Ford',
  '2012-10-29': 'Hurricane Sandy',
  '2012-10-30': 'Hurricane Sandy',
  '2018-12-05': 'Mourning for President G. H. W. Bush',
  '2025-01-09': 'Mourning for President Carter',
};

/** Wednesdays of the second half of 1968, closed to clear paperwork, except in weeks with a holiday. */
const PAPERWORK_FIRST = '1968-06-12';
const PAPERWORK_LAST = '1968-12-31';
const PAPERWORK_OPEN: readonly string[] = [
  '1968-07-03',
  '1968-09-04',
  '1968-11-06',
  '1968-11-13',
  '1968-11-27',
];
const WEDNESDAY = 3;

/** Name of the special closure on the day of a UTC midnight, or undefined. */
export function specialClosure(time: number): string | undefined {
  const date = isoDate(time);
  const isPaperworkDay =
    date >= PAPERWORK_FIRST &&
    date <= PAPERWORK_LAST &&
    new Date(time).getUTCDay() === WEDNESDAY &&
    !PAPERWORK_OPEN.includes(date);
  return CLOSURES[date] ?? (isPaperworkDay ? 'Paperwork crisis' : undefined);
}
