import { epochDay } from '../../../models/bars/index.js';

/** How a source writes its dates. `mdy` is US (2/7/2018), `dmy` day first, `ymd` compact (20180207). */
export const DATE_FORMATS = ['iso', 'ymd', 'mdy', 'dmy', 'epoch_s', 'epoch_ms'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ].*$)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/;
const PARTS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:$|[T ].*$)/;
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
      return dayOf(ISO.exec(text), 1, 2, 3);
    case 'ymd':
      return dayOf(COMPACT.exec(text), 1, 2, 3);
    case 'mdy':
      return dayOf(PARTS.exec(text), 3, 1, 2);
    case 'dmy':
      return dayOf(PARTS.exec(text), 3, 2, 1);
    case 'epoch_s':
      return EPOCH.test(text) ? plausibleDay(Math.floor((Number(text) * 1000) / MS_PER_DAY)) : Number.NaN;
    case 'epoch_ms':
      return EPOCH.test(text) ? plausibleDay(Math.floor(Number(text) / MS_PER_DAY)) : Number.NaN;
  }
}

function dayOf(match: RegExpExecArray | null, year: number, month: number, day: number): number {
  if (match === null) return Number.NaN;
  const d = Number(match[day]);
  const m = Number(match[month]);
  let y = Number(match[year]);
  if (match[year].length === 2) y += y >= CENTURY_PIVOT ? 1900 : 2000;
  if (y < FIRST_YEAR || y > LAST_YEAR) return Number.NaN;
  const time = Date.UTC(y, m - 1, d);
  const date = new Date(time);
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? epochDay(time) : Number.NaN;
}

function plausibleDay(day: number): number {
  return day >= -62_000 && day <= 84_000 ? day : Number.NaN;
}
