export type { TrainContext, TrainResult } from './train.js';
export { train } from './train.js';
export type { MatrixOptions } from './market-matrix.js';
export { loadTrainingMatrix } from './market-matrix.js';
export type { TrainOptions, TrainOptionsInput } from './train-options.js';
export { trainOptionsSchema } from './train-options.js';
export type { TrainingMatrix } from './training-matrix.js';
export type { Verdict } from './verdict.js';
export { judge } from './verdict.js';
