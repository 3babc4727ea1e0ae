import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../models/bars/index.js';
import { closeMinute, holidayName, isSession, sessionsBetween } from '../../../models/calendar/index.js';

const at = parseIsoDate;

describe('NYSE calendar', () => {
  it('knows the holidays of 2024 as NYSE published them', () => {
    const published = [
      '2024-01-01',
      '2024-01-15',
      '2024-02-19',
      '2024-03-29',
      '2024-05-27',
      '2024-06-19',
      '2024-07-04',
      '2024-09-02',
      '2024-11-28',
      '2024-12-25',
    ];
    const year = sessionsBetween(at('2024-01-01'), at('2024-12-31'));
    expect(year).toHaveLength(252);
    for (const date of published) expect(isSession(at(date)), date).toBe(false);
  });

  it('closes on the days of mourning, attack and storm', () => {
    const days = [
      '2001-09-11',
      '2001-09-12',
      '2001-09-13',
      '2001-09-14',
      '2004-06-11',
      '2007-01-02',
      '2012-10-29',
      '2012-10-30',
      '2018-12-05',
      '2025-01-09',
    ];
    for (const date of days) expect(holidayName(at(date)), date).toBeDefined();
  });

  it('does not make up for a New Year on a Saturday', () => {
    expect(isSession(at('2021-12-31'))).toBe(true);
    expect(holidayName(at('2023-01-02'))).toBe("New Year's Day");
  });

  it('was open on 1970-05-29 and closed on the Wednesdays of late 1968', () => {
    expect(isSession(at('1970-05-29'))).toBe(true);
    expect(isSession(at('1968-08-07'))).toBe(false);
    expect(isSession(at('1968-11-13'))).toBe(true);
  });

  it('closes at 13:00 after Thanksgiving, on Christmas Eve and before Independence Day', () => {
    for (const date of ['2024-11-29', '2024-12-24', '2024-07-03', '2002-07-05']) {
      expect(closeMinute(at(date)), date).toBe(780);
    }
    expect(closeMinute(at('2002-07-03'))).toBe(960);
    expect(closeMinute(at('2018-02-07'))).toBe(960);
    expect(closeMinute(at('1970-02-02'))).toBe(930);
    expect(closeMinute(at('2024-12-25'))).toBeNaN();
  });

  it('every session has a close, and no week-end or holiday is a session', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3650, max: 24_000 }), (day) => {
        const time = day * 86_400_000;
        const weekday = new Date(time).getUTCDay();
        const isOpen = weekday % 6 !== 0 && holidayName(time) === undefined;
        return isSession(time) === isOpen && Number.isNaN(closeMinute(time)) !== isOpen;
      }),
    );
  });
});
