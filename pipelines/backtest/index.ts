export type { LookAheadCheck, NamedInputs } from './look-ahead-check.js';
export { checkLookAhead } from './check-look-ahead.js';
export { checkProgram } from './check-program.js';
export type { ExamineContext, Examination, Questions } from './examine.js';
export { examine } from './examine.js';
export type { FactorMatrix } from './factor-matrix.js';
export { factorMatrix } from './factor-matrix.js';
export type { InputOptions, LoadedInputs } from './load-inputs.js';
export { loadInputs } from './load-inputs.js';
