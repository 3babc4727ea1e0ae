import { describe, expect, it } from 'vitest';
import { epochDay, epochDayToTime } from '../../../../models/bars/index.js';
import { parseDay } from '../../../../pipelines/ingest/dates/date-format.js';
import { detectDateFormat } from '../../../../pipelines/ingest/dates/detect-date-format.js';

const FIRST = epochDay(Date.UTC(1999, 11, 25));
const days = Array.from({ length: 900 }, (_, k) => FIRST + 11 * k);
const LAST = days[days.length - 1];

/** A day as the platform's own calendar writes it. */
function written(day: number, options: Intl.DateTimeFormatOptions, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(epochDayToTime(day));
}

describe('dates with the month by name', () => {
  const spellings: readonly [string, (day: number) => string][] = [
    ['Feb 7, 2018', (day) => written(day, { dateStyle: 'medium' }, 'en-US')],
    ['February 7, 2018', (day) => written(day, { dateStyle: 'long' }, 'en-US')],
    ['7 Feb 2018', (day) => written(day, { dateStyle: 'medium' }, 'en-GB')],
    ['07-Feb-2018', (day) => dashed(day, 'numeric')],
    ['07-Feb-18', (day) => dashed(day, '2-digit')],
    ['07FEB2018', (day) => dashed(day, 'numeric').replaceAll('-', '').toUpperCase()],
  ];

  it.each(spellings)('are read as "%s", and known by themselves', (_, write) => {
    const texts = days.map(write);
    expect(texts.map((text) => parseDay(text, 'named'))).toEqual(days);
    expect(detectDateFormat(texts, LAST)).toEqual({ kind: 'found', format: 'named' });
  });

  it.each(['30 Feb 2018', 'Fob 7, 2018', 'Feb 2018', '7 Ma 2018', 'Feb 7', '0 Jan 2018', 'Jan 1, 3018'])(
    'are none where no calendar has the day: %s',
    (text) => {
      expect(parseDay(text, 'named')).toBeNaN();
    },
  );
});

function dashed(day: number, year: 'numeric' | '2-digit'): string {
  const parts = (options: Intl.DateTimeFormatOptions) => written(day, options, 'en-US');
  const dayOfMonth = parts({ day: '2-digit' });
  return `${dayOfMonth}-${parts({ month: 'short' })}-${parts({ year })}`;
}
