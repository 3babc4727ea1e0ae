export type { Random, Shuffled } from './random.js';
export { createRandom } from './random.js';
