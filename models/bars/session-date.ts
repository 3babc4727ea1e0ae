const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** ISO date (`2018-02-07`) of a UTC epoch millisecond. */
export function isoDate(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/**
 * UTC epoch millisecond of midnight on an ISO date.
 * @throws when the text is not `YYYY-MM-DD` or names a day that does not exist.
 */
export function parseIsoDate(date: string): number {
  const match = ISO_DATE.exec(date);
  const timeMs = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (!Number.isFinite(timeMs) || isoDate(timeMs) !== date) {
    throw new Error(`parseIsoDate: a date is written YYYY-MM-DD and must exist, was "${date}"`);
  }
  return timeMs;
}

/** Whole days since 1970-01-01 of a UTC epoch millisecond: how DuckDB stores a DATE. */
export function epochDay(timeMs: number): number {
  return Math.floor(timeMs / MS_PER_DAY);
}

/** UTC epoch millisecond of midnight of an epoch day. */
export function epochDayToTime(day: number): number {
  return day * MS_PER_DAY;
}
