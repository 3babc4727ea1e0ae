export type { Doubt, DoubtOptions } from './doubt.js';
export { doubtSweep } from './doubt.js';
export type { KeptBlocks } from './kept-blocks.js';
export { keptBlocks } from './kept-blocks.js';
export { runModelSweep } from './model-sweep.js';
export type { SweepInputs, SweepOptions, SweepTable } from './run-sweep.js';
export { runSweep } from './run-sweep.js';
export type { SweepFailure, SweepSetup, SweptStrategy } from './sweep-messages.js';
