import { elementwise } from './operator.js';

/*
 * Three-valued logic (Kleene, "Introduction to Metamathematics", 1952, §64): true is 1, false is 0,
 * unknown is NaN. A false operand settles "and", a true one settles "or"; otherwise an unknown operand
 * leaves the answer unknown.
 */

export const conjunction = elementwise('and', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) {
    output[i] = a[i] === 0 || b[i] === 0 ? 0 : a[i] * b[i];
  }
});

export const disjunction = elementwise('or', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) {
    output[i] = a[i] === 1 || b[i] === 1 ? 1 : a[i] + b[i];
  }
});

export const negation = elementwise('not', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = 1 - a[i];
});

/** `then` where the condition is true, `otherwise` where it is false, unknown where it is unknown. */
export const choice = elementwise('if', ([condition, then, otherwise], output) => {
  for (let i = 0; i < output.length; i++) {
    const c = condition[i];
    output[i] = c === 1 ? then[i] : c === 0 ? otherwise[i] : Number.NaN;
  }
});

/** Always known: true where the value is NaN. */
export const isUnknown = elementwise('is_nan', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] === a[i] ? 0 : 1;
});
