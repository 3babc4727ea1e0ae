export type { ClearFilter } from './clear.js';
export { clearCache } from './clear.js';
export { verifyCache } from './verify.js';
