import type { DecileRow, RecordRow, RecordSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, fixed, percent, signed } from './number-format.js';

const Z_95 = 1.96;
/** Below this many days an average of daily correlations is not worth a verdict. */
const FEW_DAYS = 120;

export type Verdict = 'positive' | 'negative' | 'nil' | 'too short';

/** What an information coefficient amounts to, by its 95 % interval. */
export function recordVerdict(record: RecordRow | undefined): Verdict {
  if (!record || record.meanIc === null || record.icStdErr === null || record.days < FEW_DAYS)
    return 'too short';
  if (Math.abs(record.meanIc) <= Z_95 * record.icStdErr) return 'nil';
  return record.meanIc > 0 ? 'positive' : 'negative';
}

/** The interval of the mean rank correlation, as text. */
function icInterval(record: RecordRow): string {
  if (record.meanIc === null || record.icStdErr === null) return 'interval unknown';
  const reach = Z_95 * record.icStdErr;
  return `95\u202f%: ${signed(record.meanIc - reach, 3)} to ${signed(record.meanIc + reach, 3)}`;
}

/** One or two sentences on how far to trust the score, every number from its record. */
export function recordSentence(snapshot: RecordSnapshot, subject: string, horizon: number): string {
  const record = snapshot.records.find((row) => row.subject === subject && row.horizon === horizon);
  const verdict = recordVerdict(record);
  if (!record || record.meanIc === null) {
    return `There is no record of the ${subject} at ${horizon} bars yet: take it as a sorting order, not as a forecast.`;
  }
  const measured = `its daily rank correlation with the return of the next ${horizon} bars averaged ${signed(record.meanIc, 3)} (${icInterval(record)}; ${count(record.days)} days, ${count(record.observations)} observations)`;
  if (verdict === 'too short') {
    return `Record of the ${subject}: ${measured}. That is too short a history for a verdict.`;
  }
  if (verdict === 'nil') {
    return `Record of the ${subject}: nil. Over the stored history ${measured}, which cannot be told from zero: take it as a sorting order, not as a forecast.`;
  }
  if (verdict === 'negative') {
    return `Record of the ${subject}: wrong way round. Over the stored history ${measured}: high values were followed by lower returns.`;
  }
  return `Record of the ${subject}: over the stored history ${measured}. The weights were written down beforehand, not fitted to this history; costs are not in it.`;
}

/** The decile a rank falls into, 10 for the best, as the record counts them. */
export function decileOfRank(rank: number, ranked: number): number {
  return 10 - Math.min(9, Math.floor(((rank - 1) * 10) / Math.max(1, ranked)));
}

/** What the score's decile did before, short enough for a cell. */
export function decileWords(row: DecileRow | undefined): string {
  if (!row || row.meanReturn === null || row.hitRate === null) return 'no record';
  return `${signed(row.meanReturn * 100, 2)}\u202f%, ${percent(row.hitRate, 0)} up`;
}

/** A number with its 95 % interval: `+0.6 % (0.2 to 0.9)`, from a mean and its standard error. */
export function meanWithInterval(mean: number | null, stdErr: number | null): string {
  if (mean === null) return 'unknown';
  const middle = `${signed(mean * 100, 2)}\u202f%`;
  if (stdErr === null) return middle;
  const low = fixed((mean - Z_95 * stdErr) * 100, 2);
  const high = fixed((mean + Z_95 * stdErr) * 100, 2);
  return `${middle} (95\u202f%: ${low} to ${high})`;
}
