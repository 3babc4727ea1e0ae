import { basename } from 'node:path';
import { parseIsoDate } from '../../../models/bars/index.js';
import { Problem } from '../../errors/index.js';

/** UTC midnight of a date in a reference table: 2018-02-07 or 20180207. @throws Problem with the line. */
export function parseDateText(text: string, path: string, line: number): number {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  try {
    return parseIsoDate(compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text);
  } catch (cause) {
    throw new Problem('input', `${basename(path)}, line ${line}: "${text}" is not a date`, {
      suggestion: 'Dates in this file are written 2018-02-07 or 20180207.',
      cause,
    });
  }
}
