import { elementwise } from './operator.js';

/**
 * Two computed numbers are equal when they differ by at most this fraction of the larger magnitude.
 * A mean summed forwards and one summed backwards differ in the last bits; whether they are "equal"
 * must hang neither on that order nor on the machine.
 */
export const TIE_TOLERANCE = 1e-12;

/** True (1), false (0) or unknown (NaN, when either side is). A tie is neither less nor greater. */
export const lessThan = elementwise('<', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = above(b[i], a[i]);
});

export const greaterThan = elementwise('>', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = above(a[i], b[i]);
});

/** True when less or tied: exactly the negation of `>`, so that the two never both hold. */
export const atMost = elementwise('<=', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = 1 - above(a[i], b[i]);
});

export const atLeast = elementwise('>=', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = 1 - above(b[i], a[i]);
});

export const equalTo = elementwise('==', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = 1 - above(a[i], b[i]) - above(b[i], a[i]);
});

export const unequalTo = elementwise('!=', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = above(a[i], b[i]) + above(b[i], a[i]);
});

/** 1, 0 or -1 as a is above, tied with or below b; what sign(a - b) compiles to. */
export const compareSign = elementwise('sign', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = above(a[i], b[i]) - above(b[i], a[i]);
});

/** Whether two known numbers are tied. */
export function areTied(a: number, b: number): boolean {
  return above(a, b) === 0 && above(b, a) === 0;
}

/** 1 when a is greater by more than a tie, 0 when not, NaN when either is unknown. */
function above(a: number, b: number): number {
  if (a > b) return a - b > TIE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b)) ? 1 : 0;
  return a <= b ? 0 : Number.NaN;
}
