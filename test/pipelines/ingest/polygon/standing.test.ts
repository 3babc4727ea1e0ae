import { describe, expect, it } from 'vitest';
import {
  calendarPeriods,
  lastFinishedDay,
  standingOf,
} from '../../../../pipelines/ingest/polygon/standing.js';

describe('how long an answer stands', () => {
  it('a day is over once trading after hours has ended in New York in winter', () => {
    expect(lastFinishedDay(Date.UTC(2024, 0, 5, 0, 59))).toBe('2024-01-03');
    expect(lastFinishedDay(Date.UTC(2024, 0, 5, 1, 0))).toBe('2024-01-04');
  });

  it('months and years cover a span once, without gap', () => {
    expect(calendarPeriods('2023-12-15', '2024-02-10', 'month')).toEqual([
      { from: '2023-12-15', to: '2023-12-31', isWhole: true },
      { from: '2024-01-01', to: '2024-01-31', isWhole: true },
      { from: '2024-02-01', to: '2024-02-10', isWhole: false },
    ]);
    expect(calendarPeriods('2023-12-15', '2024-02-29', 'year')).toEqual([
      { from: '2023-12-15', to: '2023-12-31', isWhole: true },
      { from: '2024-01-01', to: '2024-02-29', isWhole: false },
    ]);
    expect(calendarPeriods('2024-02-01', '2024-02-29', 'month')[0].isWhole).toBe(true);
  });

  it('a whole period is settled when it is over, a part of one passes, and one under way is unfinished', () => {
    const [january, february] = calendarPeriods('2024-01-01', '2024-02-10', 'month');
    expect(standingOf(january, '2024-01-31')).toBe('settled');
    expect(standingOf(january, '2024-01-30')).toBe('unfinished');
    expect(standingOf(february, '2024-02-10')).toBe('passing');
    expect(standingOf(february, '2024-02-09')).toBe('unfinished');
  });
});
