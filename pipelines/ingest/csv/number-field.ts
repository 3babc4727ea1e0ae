const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const MAX_EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/;
/** `1.2M`, as some vendors write volumes. */
const SCALED = /^([+-]?(?:\d+\.?\d*|\.\d+))([kmb])$/i;
const EXPONENTS: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 };
const DECIMAL_COMMA = /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d*)?$/;
const MISSING = /^(|null|nan|n\/?a|#n\/a|none|nil|-+|\.)$/i;

/**
 * A number from bytes; NaN when the field is empty or is not a number. Plain decimals of up to 15 digits
 * are read without making a string: digits over a power of ten is one correctly rounded division, so the
 * bits are those of `Number(text)`.
 */
export function numberField(bytes: Buffer, start: number, end: number): number {
  let position = start;
  let isNegative = false;
  if (bytes[position] === MINUS) {
    isNegative = true;
    position += 1;
  }
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; position < end; position++) {
    const byte = bytes[position];
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      if (decimals >= 0) decimals += 1;
    } else if (byte === DOT && decimals < 0) {
      decimals = 0;
    } else {
      return parseNumberText(bytes.toString('utf8', start, end));
    }
  }
  if (digits === 0 || digits > MAX_EXACT_DIGITS) return parseNumberText(bytes.toString('utf8', start, end));
  const value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
  return isNegative ? -value : value;
}

/** As `numberField`, where the comma stands before the decimals: `12,50`, `1.234,50`. */
export function decimalCommaField(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, end).trim();
  return DECIMAL_COMMA.test(text) ? Number(text.replaceAll('.', '').replace(',', '.')) : Number.NaN;
}

/** As `numberField`, from text: also `1e6`, `1,234.50`, `$12.30` and `1.2M`; NaN for anything else. */
function parseNumberText(text: string): number {
  const trimmed = text.trim().replace(/^\$/, '');
  if (NUMBER.test(trimmed)) return Number(trimmed);
  if (GROUPED.test(trimmed)) return Number(trimmed.replaceAll(',', ''));
  const scaled = SCALED.exec(trimmed);
  if (scaled) return Number(`${scaled[1]}e${EXPONENTS[scaled[2].toLowerCase()]}`);
  return Number.NaN;
}

/** Whether a text is one of the usual ways to write "no value": empty, null, NaN, N/A, none, - or a dot. */
export function isMissingText(text: string): boolean {
  return MISSING.test(text.trim());
}
