import { epochDayToTime, isoDate } from '../../../models/bars/index.js';
import { holidayName, isSession } from '../../../models/calendar/index.js';
import type { Database } from '../../store/index.js';

/** The days on which the market of the data was open, as far as the data show. */
export interface MarketSessions {
  /** UTC midnights, ascending. */
  readonly times: Float64Array;
  /** Whether the data follow the NYSE calendar; if not, no bar is said to be on a holiday. */
  readonly isNyse: boolean;
}

/** Data with more than this share of bars off the NYSE calendar follow another one. */
const FOREIGN_SHARE = 0.01;
/** A day with a tenth of the usual number of bars is no session, whatever the calendar says. */
const SESSION_SHARE = 0.1;

/**
 * NYSE sessions on which the stored symbols trade; for data of another market, the days on which they do.
 * Days with less than a tenth of the median day's bars are left out of both.
 */
export async function marketSessions(database: Database): Promise<MarketSessions> {
  const rows = await database.rows(
    "SELECT date - DATE '1970-01-01' AS day, count(*) AS bars FROM bars GROUP BY day ORDER BY day",
  );
  const days = rows.map((row) => ({ time: epochDayToTime(Number(row.day)), bars: Number(row.bars) }));
  const total = days.reduce((sum, { bars }) => sum + bars, 0);
  const foreign = days.reduce((sum, { time, bars }) => sum + (isSession(time) ? 0 : bars), 0);
  const isNyse = foreign <= total * FOREIGN_SHARE;
  const counts = days.map(({ bars }) => bars).sort((a, b) => a - b);
  const enough = (counts[counts.length >> 1] ?? 0) * SESSION_SHARE;
  const open = days.filter(({ time, bars }) => bars >= enough && (!isNyse || isSession(time)));
  return { times: Float64Array.from(open, ({ time }) => time), isNyse };
}

/** Why NYSE was closed on the day of a UTC midnight; undefined when it was open. */
export function closedBecause(time: number): string | undefined {
  if (isSession(time)) return undefined;
  return holidayName(time) ?? `${isoDate(time)} is on a week-end`;
}
