export type { Check } from './examine.js';
export { examine } from './examine.js';
