import { contentKey } from '../../cache/index.js';
import type { ScanKeys } from '../scan-keys.js';
import { BASE_FORMAT } from './base-value.js';

/** Where a base is: keys that hash the market it was made of. */
export interface BaseKeys {
  readonly base: string;
  readonly subject: string;
  readonly block: (number: number) => string;
}

export function baseKeys(keys: ScanKeys, digest: readonly (string | Float64Array)[]): BaseKeys {
  return keysUnder(keys, contentKey([BASE_FORMAT, keys.base, ...digest]));
}

/** The keys of a base whose own is known. */
export function keysUnder({ plan }: ScanKeys, base: string): BaseKeys {
  return { base, subject: `scan ${plan}`, block: (number) => `${base}-${number}` };
}
