import { Problem } from '../../errors/index.js';
import { type ColumnMapping, countRecognised } from '../columns/recognise-columns.js';
import { createRecordSplitter, fieldText } from './record-splitter.js';

/** How a CSV file is written. */
export interface Dialect {
  /** Byte that separates fields, and byte that ends a record. */
  readonly delimiter: number;
  readonly newline: number;
  /** Names in the first record. */
  readonly header: readonly string[];
  /** Bytes to skip before the header: a byte order mark. */
  readonly skip: number;
}

const BOM = [0xef, 0xbb, 0xbf];
const LF = 0x0a;
const CR = 0x0d;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads the dialect from the beginning of a file: the delimiter with which most columns of the header are
 * recognised (the option wins), LF or lone CR, a byte order mark.
 * @throws Problem when there is nothing but blank space.
 */
export function detectDialect(
  head: Buffer,
  name: string,
  mapping: ColumnMapping,
  delimiter: string | undefined,
): Dialect {
  const skip = BOM.every((byte, k) => head[k] === byte) ? BOM.length : 0;
  const newline = !head.includes(LF) && head.includes(CR) ? CR : LF;
  const bytes = head.subarray(skip);
  if (bytes.toString('latin1').trim() === '') {
    throw new Problem('input', `${name} holds no text: blank space only`, {
      suggestion: 'Export it again.',
    });
  }
  const candidates = (delimiter === undefined ? DELIMITERS : [delimiter]).map((character) => {
    const header = firstRecord(bytes, name, character.charCodeAt(0), newline);
    return { delimiter: character.charCodeAt(0), newline, header, skip };
  });
  let best = candidates[0];
  for (const candidate of candidates) {
    const gain = countRecognised(candidate.header, mapping) - countRecognised(best.header, mapping);
    if (gain > 0 || (gain === 0 && candidate.header.length > best.header.length)) best = candidate;
  }
  return best;
}

function firstRecord(bytes: Buffer, name: string, delimiter: number, newline: number): string[] {
  let header: string[] | undefined;
  const splitter = createRecordSplitter(name, delimiter, newline, (record) => {
    header ??= Array.from({ length: record.fields }, (_, field) => fieldText(record, field));
  });
  splitter.push(bytes);
  if (header === undefined) splitter.end();
  return header ?? [];
}
