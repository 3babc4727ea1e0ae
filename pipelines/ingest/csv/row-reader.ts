import type { ColumnPositions } from '../columns/recognise-columns.js';
import type { DateFormat } from '../dates/date-format.js';
import type { Intake } from '../intake.js';
import { emptyRow, ROW_NUMBERS, type RowNumber } from '../price-row.js';
import { createDateField } from './date-field.js';
import type { DecimalMark } from './decimal-mark.js';
import { decimalCommaField, isMissingText, numberField } from './number-field.js';
import { type CsvRecord, fieldText } from './record-splitter.js';

export interface RowReaderOptions {
  /** Name of the file in the ledger of rejections. */
  readonly source: string;
  readonly columns: ColumnPositions;
  readonly columnCount: number;
  readonly dateFormat: DateFormat;
  readonly decimal: DecimalMark;
  /** Symbol of every row when the table has no symbol column. */
  readonly fileSymbol: string;
}

/** Turns records into rows and hands them to the intake; what cannot be read is rejected with its reason. */
export function createRowReader(options: RowReaderOptions, intake: Intake): (record: CsvRecord) => void {
  const { columns, columnCount } = options;
  const row = emptyRow(options.source);
  const readNumber = options.decimal === 'comma' ? decimalCommaField : numberField;
  const dateField = createDateField(options.dateFormat);
  const dateColumn = columns.date ?? -1;
  const symbolColumn = columns.symbol ?? -1;
  const numbers: readonly (readonly [RowNumber, number])[] = ROW_NUMBERS.flatMap((name) => {
    const position = columns[name];
    return position === undefined ? [] : [[name, position] as const];
  });
  row.symbol = options.fileSymbol;
  let symbolBytes: Buffer = Buffer.alloc(0);

  function readSymbol(record: CsvRecord): void {
    const start = record.starts[symbolColumn];
    const end = record.ends[symbolColumn];
    if (end - start === symbolBytes.length && isAt(record.bytes, start, symbolBytes)) return;
    symbolBytes = Buffer.from(record.bytes.subarray(start, end));
    row.symbol = fieldText(record, symbolColumn);
  }

  return (record) => {
    row.line = record.line;
    if (record.fields !== columnCount && !hasEmptyTail(record, columnCount)) {
      if (symbolColumn >= 0) row.symbol = fieldText(record, symbolColumn);
      symbolBytes = Buffer.alloc(0);
      row.dateText = fieldText(record, dateColumn);
      intake.reject(row, 'wrong_column_count', `${record.fields} fields, the header has ${columnCount}`);
      return;
    }
    if (symbolColumn >= 0) readSymbol(record);
    row.day = dateField(record.bytes, record.starts[dateColumn], record.ends[dateColumn]);
    // The text is only needed for the ledger: made when the row is likely to end there.
    row.dateText = '';
    let isSuspect = !(row.day < intake.firstDoubtfulDay);
    let isBad = false;
    for (let k = 0; k < numbers.length; k++) {
      const [name, position] = numbers[k];
      const value = readNumber(record.bytes, record.starts[position], record.ends[position]);
      row[name] = value;
      if (!(value > 0)) isSuspect = true;
    }
    if (isSuspect || record.isMalformed) {
      row.dateText = fieldText(record, dateColumn);
      isBad = rejectUnreadable(record);
    }
    if (!isBad) intake.offer(row);
  };

  function rejectUnreadable(record: CsvRecord): boolean {
    if (record.isMalformed) {
      intake.reject(row, 'bad_quoting', 'text after a closing quote');
      return true;
    }
    for (const [name, position] of numbers) {
      if (!Number.isNaN(row[name])) continue;
      const text = fieldText(record, position);
      if (isMissingText(text)) continue;
      intake.reject(row, 'bad_number', `${name} is ${JSON.stringify(text)}`);
      return true;
    }
    return false;
  }
}

/** Some exports end every row with a delimiter: one empty field too many is no fault. */
function hasEmptyTail(record: CsvRecord, columnCount: number): boolean {
  return record.fields === columnCount + 1 && record.starts[columnCount] === record.ends[columnCount];
}

function isAt(bytes: Buffer, start: number, expected: Buffer): boolean {
  for (let k = 0; k < expected.length; k++) if (bytes[start + k] !== expected[k]) return false;
  return expected.length > 0;
}
