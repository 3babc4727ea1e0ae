import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real market data lie beside the project, or where TECHNIC_SHARED says; they are never part of it. */
const SHARED = process.env.TECHNIC_SHARED ?? join(import.meta.dirname, '../../../shared');

/** Path of a file of the shared data, or undefined where it is missing. */
export function sharedData(file: string): string | undefined {
  const path = join(SHARED, 'data', file);
  return existsSync(path) ? path : undefined;
}
