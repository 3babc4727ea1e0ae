import type { ColumnPositions } from '../columns/recognise-columns.js';
import type { Dialect } from './dialect.js';
import { createRecordSplitter, fieldText } from './record-splitter.js';

/** What the beginning of a file says about how its values are written. */
export interface HeadSample {
  /** Whether there is a record below the header. */
  readonly hasRows: boolean;
  /** Dates as written, each once. */
  readonly dates: readonly string[];
  /** Closes of the first rows as written. */
  readonly prices: readonly string[];
}

const MOST_PRICES = 1000;

/**
 * Dates and closes as the first records of a file have them.
 * @param isWhole whether `head` is the whole file, so that its last record is complete.
 */
export function sampleHead(
  head: Buffer,
  name: string,
  dialect: Dialect,
  columns: ColumnPositions,
  isWhole: boolean,
): HeadSample {
  const dates = new Set<string>();
  const prices: string[] = [];
  let records = 0;
  const splitter = createRecordSplitter(name, dialect.delimiter, dialect.newline, (record) => {
    records += 1;
    if (records === 1) return;
    const date = fieldText(record, columns.date ?? -1);
    if (date !== '') dates.add(date);
    if (prices.length < MOST_PRICES) prices.push(fieldText(record, columns.close ?? -1));
  });
  splitter.push(head.subarray(dialect.skip));
  if (isWhole) splitter.end();
  return { hasRows: records > 1, dates: [...dates], prices };
}
