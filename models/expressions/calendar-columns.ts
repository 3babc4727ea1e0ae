const MS_PER_DAY = 86_400_000;

/** A part of a bar's UTC date, computed from the column of times. */
export type CalendarColumn = 'weekday' | 'day' | 'month' | 'year';

/** Fills `output` with one part of the date of each bar. `weekday` is 1 on Monday to 7 on Sunday (ISO 8601). */
export function calendarColumn(part: CalendarColumn, time: Float64Array, output: Float64Array): void {
  for (let i = 0; i < output.length; i++) {
    const days = Math.floor(time[i] / MS_PER_DAY);
    output[i] = part === 'weekday' ? 1 + ((((days + 3) % 7) + 7) % 7) : civil(days, part);
  }
}

/** Howard Hinnant, "chrono-compatible low-level date algorithms" (2013), civil_from_days. */
function civil(days: number, part: 'day' | 'month' | 'year'): number {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  if (part === 'day') return dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  if (part === 'month') return month;
  return yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
}
