import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeMinute, isSession, sessionsBetween } from '../../../models/calendar/index.js';
import { isoDate, parseIsoDate } from '../../../models/bars/index.js';

const SHARED = process.env.TECHNIC_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const FILE = join(SHARED, 'data/reference_data/us_equity_market_hours.json');

describe.skipIf(!existsSync(FILE))('NYSE calendar against Lean’s market hours (needs ../shared)', () => {
  const hours = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as { holidays: string[]; earlyCloses: Record<string, string> })
    : { holidays: [], earlyCloses: {} };
  const iso = (date: string) => {
    const [month, day, year] = date.split('/').map(Number);
    return isoDate(Date.UTC(year, month - 1, day));
  };
  const isWeekday = (date: string) => ![0, 6].includes(new Date(parseIsoDate(date)).getUTCDay());
  const [from, to] = [parseIsoDate('1998-01-01'), parseIsoDate('2028-12-31')];

  it('no listed holiday is a session, and every weekday that is not listed is one', () => {
    const listed = hours.holidays.map(iso).filter(isWeekday);
    const ours: string[] = [];
    for (let time = from; time <= to; time += 86_400_000) {
      if (!isSession(time) && isWeekday(isoDate(time))) ours.push(isoDate(time));
    }
    expect(ours).toEqual([...new Set(listed)].sort());
  });

  it('half days are those listed', () => {
    const listed = Object.keys(hours.earlyCloses).map(iso).filter(isWeekday).sort();
    const ours = [...sessionsBetween(parseIsoDate('1999-11-01'), to)]
      .filter((time) => closeMinute(time) === 780)
      .map(isoDate);
    expect(ours).toEqual(listed);
  });
});
