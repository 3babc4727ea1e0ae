import { contentKey } from '../../cache/index.js';
import type { ScanKeys } from '../scan-keys.js';
import { BASE_FORMAT } from './base-value.js';

/** Where a base is. */
export interface BaseKeys {
  readonly base: string;
  readonly subject: string;
  readonly block: (number: number) => string;
}

/** The keys of what a scan leaves behind: as its own key does, they hash everything that it was made of. */
export function baseKeys(keys: ScanKeys): BaseKeys {
  return keysUnder(keys, contentKey([BASE_FORMAT, keys.scan]));
}

/** The keys of a base whose own is known. */
export function keysUnder({ plan }: ScanKeys, base: string): BaseKeys {
  return { base, subject: `scan ${plan}`, block: (number) => `${base}-${number}` };
}
