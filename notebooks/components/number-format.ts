const MINUS = '\u2212';
/** What a cell shows for a value that is not known. */
export const UNKNOWN = '\u2013';

/** A fraction as percent with a sign: 0.0123 is `+1.2 %`. */
export function signedPercent(value: number | null | undefined, decimals = 1): string {
  if (!isKnown(value)) return UNKNOWN;
  const text = `${Math.abs(value * 100).toFixed(decimals)}\u202f%`;
  return Number((value * 100).toFixed(decimals)) === 0 ? text : `${value < 0 ? MINUS : '+'}${text}`;
}

/** A fraction as percent without a plus sign: 0.534 is `53.4 %`. */
export function percent(value: number | null | undefined, decimals = 1): string {
  if (!isKnown(value)) return UNKNOWN;
  const text = `${Math.abs(value * 100).toFixed(decimals)}\u202f%`;
  return value < 0 && Number((value * 100).toFixed(decimals)) !== 0 ? `${MINUS}${text}` : text;
}

/** With a fixed number of decimals: a column of them lines up. */
export function fixed(value: number | null | undefined, decimals = 2): string {
  if (!isKnown(value)) return UNKNOWN;
  const shown = Number(value.toFixed(decimals)) === 0 ? 0 : value;
  return withMinus(
    shown.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  );
}

/** Signed, with a fixed number of decimals. */
export function signed(value: number | null | undefined, decimals = 1): string {
  const text = fixed(value, decimals);
  return isKnown(value) && Number(value.toFixed(decimals)) > 0 ? `+${text}` : text;
}

/** A whole number with thousands separated. */
export function count(value: number | null | undefined): string {
  return isKnown(value) ? withMinus(Math.round(value).toLocaleString('en-US')) : UNKNOWN;
}

/** A probability for a sentence: none of ours is so sure that it is 0 or 100 %. */
export function chance(value: number | null | undefined): string {
  if (!isKnown(value)) return UNKNOWN;
  if (value > 0.99) return `more than ${percent(0.99, 0)}`;
  return value < 0.01 ? `less than ${percent(0.01, 0)}` : percent(value, 0);
}

/** So many of a thing: `1 row`, `2 rows`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Three significant digits, large numbers in thousands or millions: for values of any size and unit. */
export function compact(value: number | null | undefined): string {
  if (!isKnown(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size >= 1e9) return withMinus(`${(value / 1e9).toPrecision(3)}\u202fbn`);
  if (size >= 1e6) return withMinus(`${(value / 1e6).toPrecision(3)}\u202fm`);
  if (size >= 1e4) return withMinus(`${(value / 1e3).toPrecision(3)}\u202fk`);
  if (size >= 100) return withMinus(value.toFixed(0));
  if (size >= 10) return withMinus(value.toFixed(1));
  if (size >= 1 || size === 0) return withMinus(value.toFixed(2));
  return withMinus(size < 0.001 ? value.toPrecision(2) : value.toFixed(3));
}

/** Seconds in words of a stopwatch: `340 ms`, `4.1 s`, `2 min 5 s`. */
export function duration(seconds: number | null | undefined): string {
  if (!isKnown(seconds)) return UNKNOWN;
  if (seconds < 1) return `${Math.round(seconds * 1000)}\u202fms`;
  if (seconds < 60) return `${seconds.toFixed(1)}\u202fs`;
  return `${Math.floor(seconds / 60)}\u202fmin ${Math.round(seconds % 60)}\u202fs`;
}

function isKnown(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function withMinus(text: string): string {
  return text.replace('-', MINUS);
}
