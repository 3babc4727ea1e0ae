import type { Range } from './scan-crossfilter.js';
import { readState, writeState } from './url-state.js';

const PREFIX = 'b.';

/** The brush that the address has for a column; undefined without one, or where it cannot be read. */
export function brushOf(key: string): Range | undefined {
  const text = readState().get(PREFIX + key);
  return text === null ? undefined : parseRange(text);
}

/** Puts a brush into the address, or takes it out. */
export function writeBrush(key: string, range: Range | undefined): void {
  writeState({ [PREFIX + key]: range === undefined ? null : rangeText(range) });
}

/** Takes every brush out of the address, but those of the columns that are named. */
export function dropBrushes(keep: ReadonlySet<string>): void {
  const gone = [...readState().keys()].filter(
    (name) => name.startsWith(PREFIX) && !keep.has(name.slice(PREFIX.length)),
  );
  if (gone.length > 0) writeState(Object.fromEntries(gone.map((name) => [name, null])));
}

/** `10..30`; an end that is left out is infinite. */
export function rangeText([from, to]: Range): string {
  const end = (value: number) => (Number.isFinite(value) ? String(value) : '');
  return `${end(from)}..${end(to)}`;
}

/** The range of a text, or undefined where it is none. */
export function parseRange(text: string): Range | undefined {
  const found = /^(-?[\d.e+-]*?)\.\.(-?[\d.e+-]*)$/.exec(text);
  if (!found) return undefined;
  const from = found[1] === '' ? Number.NEGATIVE_INFINITY : Number(found[1]);
  const to = found[2] === '' ? Number.POSITIVE_INFINITY : Number(found[2]);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : [from, to];
}
