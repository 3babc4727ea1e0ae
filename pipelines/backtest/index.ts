export type { FactorMatrix } from './factor-matrix.js';
export { factorMatrix } from './factor-matrix.js';
export type { InputOptions, LoadedInputs } from './load-inputs.js';
export { loadInputs } from './load-inputs.js';
