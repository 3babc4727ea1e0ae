import { resolve } from 'node:path';

/**
 * The folder of package.json, as an absolute path. Nothing else asks where its source lies: code that is kept
 * as JavaScript lies elsewhere, and is told only this.
 */
export const PROJECT = resolve(import.meta.dirname, '../..');
