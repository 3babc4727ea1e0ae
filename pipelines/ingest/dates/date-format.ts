import { epochDay } from '../../../models/bars/index.js';

/**
 * How a source writes its dates. `mdy` is US (2/7/2018), `dmy` day first, `ymd` compact (20180207), `named` with
 * the month's English name on either side of the day (07-Feb-2018, Feb 7, 2018).
 */
export const DATE_FORMATS = ['iso', 'ymd', 'mdy', 'dmy', 'named', 'epoch_s', 'epoch_ms'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ].*$)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/;
const PARTS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:$|[T ].*$)/;
const NAMED_DAY_FIRST = /^(\d{1,2})[-/. ]*([a-z]{3,9})\.?[-/., ]*(\d{2}|\d{4})(?:$|[T ].*$)/i;
const NAMED_MONTH_FIRST = /^([a-z]{3,9})\.?[-/ ]*(\d{1,2})[-/., ]+(\d{2}|\d{4})(?:$|[T ].*$)/i;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const EPOCH = /^-?\d{1,16}(?:\.\d+)?$/;
const MS_PER_DAY = 86_400_000;
/** Two-digit years from here on are of the last century, as in POSIX strptime. */
const CENTURY_PIVOT = 69;
const FIRST_YEAR = 1800;
const LAST_YEAR = 2200;

/**
 * Epoch day of a text in a format, or NaN. A time of day and a zone behind an ISO or US date are
 * ignored: the date is the exchange's own, as written. Epochs are cut to their UTC day.
 */
export function parseDay(text: string, format: DateFormat): number {
  switch (format) {
    case 'iso':
      return matchedDay(ISO.exec(text), 1, 2, 3);
    case 'ymd':
      return matchedDay(COMPACT.exec(text), 1, 2, 3);
    case 'mdy':
      return matchedDay(PARTS.exec(text), 3, 1, 2);
    case 'dmy':
      return matchedDay(PARTS.exec(text), 3, 2, 1);
    case 'named':
      return namedDay(text);
    case 'epoch_s':
      return EPOCH.test(text) ? plausibleDay(Math.floor((Number(text) * 1000) / MS_PER_DAY)) : Number.NaN;
    case 'epoch_ms':
      return EPOCH.test(text) ? plausibleDay(Math.floor(Number(text) / MS_PER_DAY)) : Number.NaN;
  }
}

function matchedDay(match: RegExpExecArray | null, year: number, month: number, day: number): number {
  return match === null ? Number.NaN : dayOf(match[year], Number(match[month]), Number(match[day]));
}

function namedDay(text: string): number {
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  if (dayFirst !== null) return dayOf(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]));
  const monthFirst = NAMED_MONTH_FIRST.exec(text);
  if (monthFirst === null) return Number.NaN;
  return dayOf(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2]));
}

/** 1 to 12 by a month's English name or three letters or more of it (Sept), else 0. */
function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase())) + 1;
}

/** NaN for a day that no calendar has. */
function dayOf(yearText: string, month: number, day: number): number {
  let year = Number(yearText);
  if (yearText.length === 2) year += year >= CENTURY_PIVOT ? 1900 : 2000;
  if (year < FIRST_YEAR || year > LAST_YEAR) return Number.NaN;
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? epochDay(time) : Number.NaN;
}

function plausibleDay(day: number): number {
  return day >= -62_000 && day <= 84_000 ? day : Number.NaN;
}
