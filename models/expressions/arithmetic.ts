import { elementwise } from './operator.js';

/*
 * Arithmetic on columns, bar by bar. There are no infinities in the language: what has no finite value
 * (a division by zero, the logarithm of zero, a power that overflows) is unknown, that is NaN.
 * Each loop is written out: one loop calling the operation through a closure is several times slower.
 */

export const add = elementwise('add', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] + b[i];
});

export const subtract = elementwise('subtract', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] - b[i];
});

export const multiply = elementwise('multiply', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] * b[i];
});

export const divide = elementwise('divide', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = finite(a[i] / b[i]);
});

export const remainder = elementwise('remainder', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] % b[i];
});

/** Unknown to the power of zero stays unknown, though JavaScript makes it 1. */
export const power = elementwise('power', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] === a[i] ? finite(a[i] ** b[i]) : Number.NaN;
});

export const signedPower = elementwise('signed_power', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = finite(Math.sign(a[i]) * Math.abs(a[i]) ** b[i]);
});

export const minimum = elementwise('min', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.min(a[i], b[i]);
});

export const maximum = elementwise('max', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.max(a[i], b[i]);
});

export const replaceUnknown = elementwise('nz', ([a, b], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] === a[i] ? a[i] : b[i];
});

export const negate = elementwise('negate', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = -a[i];
});

export const absolute = elementwise('abs', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.abs(a[i]);
});

export const logarithm = elementwise('log', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = a[i] > 0 ? Math.log(a[i]) : Number.NaN;
});

export const exponential = elementwise('exp', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = finite(Math.exp(a[i]));
});

export const squareRoot = elementwise('sqrt', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.sqrt(a[i]);
});

export const floor = elementwise('floor', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.floor(a[i]);
});

export const ceiling = elementwise('ceil', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.ceil(a[i]);
});

export const round = elementwise('round', ([a], output) => {
  for (let i = 0; i < output.length; i++) output[i] = Math.sign(a[i]) * Math.floor(Math.abs(a[i]) + 0.5);
});

function finite(value: number): number {
  return value - value === 0 ? value : Number.NaN;
}
