import { epochDayToTime } from '../../../models/bars/index.js';
import { Problem } from '../../errors/index.js';
import { DATE_FORMATS, type DateFormat, parseDay } from './date-format.js';

/** What a sample of dates says about their format. */
export type DateEvidence =
  | { readonly kind: 'found'; readonly format: DateFormat }
  | { readonly kind: 'ambiguous'; readonly formats: readonly DateFormat[]; readonly example: string }
  | { readonly kind: 'unknown'; readonly example: string };

/**
 * The format most of a sample of dates fits. 3/4/2018 may be March or April: a day above 12 decides, or
 * else that markets are closed at week-ends and dates are not in the future; if neither does, the
 * evidence is `ambiguous` and somebody has to say.
 * @param texts dates as written, blank ones left out.
 */
export function detectDateFormat(texts: readonly string[], lastDay: number): DateEvidence {
  const example = texts[0] ?? '';
  const fits = DATE_FORMATS.map((format) => ({ format, ...fit(texts, format, lastDay) }));
  const most = Math.max(...fits.map(({ parsed }) => parsed));
  if (most === 0 || most * 2 < texts.length) return { kind: 'unknown', example };
  const best = withoutSmallEpochs(fits.filter(({ parsed }) => parsed === most));
  const fewestOdd = Math.min(...best.map(({ odd }) => odd));
  const plausible = best.filter(({ odd }) => odd === fewestOdd).map(({ format }) => format);
  if (plausible.length === 1 || isSame(texts, plausible)) return { kind: 'found', format: plausible[0] };
  return { kind: 'ambiguous', formats: plausible, example };
}

/** Numbers that can be compact dates are; those that can be seconds are not milliseconds of January 1970. */
function withoutSmallEpochs<Fit extends { readonly format: DateFormat }>(fits: readonly Fit[]): Fit[] {
  const has = (format: DateFormat) => fits.some((fit) => fit.format === format);
  return fits.filter(({ format }) => {
    if (format === 'epoch_s') return !has('ymd');
    return format !== 'epoch_ms' || !(has('ymd') || has('epoch_s'));
  });
}

/** How many dates a format can read, and how many of those fall on a week-end or in the future. */
function fit(texts: readonly string[], format: DateFormat, lastDay: number): { parsed: number; odd: number } {
  let parsed = 0;
  let odd = 0;
  for (const text of texts) {
    const day = parseDay(text, format);
    if (Number.isNaN(day)) continue;
    parsed += 1;
    const weekday = new Date(epochDayToTime(day)).getUTCDay();
    if (day > lastDay || weekday === 0 || weekday === 6) odd += 1;
  }
  return { parsed, odd };
}

/** Whether it makes no difference which format is taken, as for 5/5/2018 alone. */
function isSame(texts: readonly string[], formats: readonly DateFormat[]): boolean {
  return texts.every((text) => {
    const days = formats.map((format) => parseDay(text, format));
    return days.every((day) => Object.is(day, days[0]));
  });
}

/** The message for dates of no or of several known formats, with the option that settles it. */
export function dateProblem(name: string, evidence: DateEvidence): Problem {
  if (evidence.kind === 'ambiguous') {
    return new Problem(
      'input',
      `${name}: dates such as "${evidence.example}" can be read as ${evidence.formats.join(' or ')}`,
      {
        suggestion: `Say which: ${evidence.formats.map((format) => `--date-format ${format}`).join(' or ')}.`,
      },
    );
  }
  const example = evidence.kind === 'unknown' ? evidence.example : '';
  return new Problem('input', `${name}: no known date format in the date column: "${example}"`, {
    suggestion:
      'Known: 2018-02-07 (iso), 20180207 (ymd), 2/7/2018 (mdy), 7.2.2018 (dmy), 07-Feb-2018 (named), epoch seconds or milliseconds. ' +
      'Is another column the date? Map it: --columns date=NAME.',
  });
}
