import { type DateFormat, parseDay } from '../dates/date-format.js';

/** Reads date fields of one format; remembers days already seen, as the same dates come back for every symbol. */
export type DateField = (bytes: Buffer, start: number, end: number) => number;

const ISO_LENGTH = 10;
const DASH = 0x2d;
const ZERO = 0x30;
/** More distinct texts than days in a millennium are garbage: start over rather than grow. */
const MEMORY_LIMIT = 400_000;

/** @returns a reader of epoch days from bytes; NaN where the field is not a date of that format. */
export function createDateField(format: DateFormat): DateField {
  const byText = new Map<string, number>();
  const byNumber = new Map<number, number>();

  function fromText(bytes: Buffer, start: number, end: number): number {
    const text = bytes.toString('utf8', start, end).trim();
    let day = byText.get(text);
    if (day === undefined) {
      day = parseDay(text, format);
      if (byText.size >= MEMORY_LIMIT) byText.clear();
      byText.set(text, day);
    }
    return day;
  }

  if (format !== 'iso') return fromText;
  return (bytes, start, end) => {
    const number = end - start === ISO_LENGTH ? isoNumber(bytes, start) : -1;
    if (number < 0) return fromText(bytes, start, end);
    let day = byNumber.get(number);
    if (day === undefined) {
      day = fromText(bytes, start, end);
      if (byNumber.size >= MEMORY_LIMIT) byNumber.clear();
      byNumber.set(number, day);
    }
    return day;
  };
}

/** `2018-02-07` as 20180207, or −1. */
function isoNumber(bytes: Buffer, start: number): number {
  let number = 0;
  for (let k = 0; k < ISO_LENGTH; k++) {
    const byte = bytes[start + k];
    if (k === 4 || k === 7) {
      if (byte !== DASH) return -1;
    } else {
      const digit = byte - ZERO;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
  }
  return number;
}
