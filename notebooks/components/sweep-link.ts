import type { SweptRange } from './lab-protocol.js';

/** A sweep as it stands in an address: two ranges and on how many symbols. */
export interface LinkedSweep {
  readonly ranges: readonly [SweptRange, SweptRange];
  readonly symbols: number;
}

/** `fast:5:50:10,slow:20:200:10,4`: name, from, to and number of values of each side, then symbols. */
export function sweepText({ ranges, symbols }: LinkedSweep): string {
  const sides = ranges.map(({ name, from, to, steps }) => [name, from, to, steps].join(':'));
  return [...sides, symbols].join(',');
}

/** Reads what `sweepText` wrote; undefined when it is not a sweep. Bounds are the form's to check. */
export function sweepOfText(text: string | null): LinkedSweep | undefined {
  const [x, y, count, ...more] = (text ?? '').split(',');
  const [across, up] = [x, y].map(rangeOfText);
  const symbols = Number(count);
  if (!across || !up || more.length > 0 || !Number.isInteger(symbols) || symbols < 1) return undefined;
  return { ranges: [across, up], symbols };
}

function rangeOfText(text: string | undefined): SweptRange | undefined {
  const [name, ...numbers] = (text ?? '').split(':');
  const [from, to, steps] = numbers.map(Number);
  const isRange =
    numbers.length === 3 && numbers.every((part) => part !== '' && Number.isFinite(Number(part)));
  return name !== '' && isRange ? { name, from, to, steps } : undefined;
}
