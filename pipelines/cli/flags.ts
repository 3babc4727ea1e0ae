import type { Command } from 'commander';
import { isoDate, parseIsoDate } from '../../models/bars/index.js';
import { Problem } from '../errors/index.js';

/** As in the config: more threads than this exhaust the memory of any machine. */
export const MOST_WORKERS = 256;

/** Adds the flags that every command has. */
export function addCommonFlags(command: Command): Command {
  return command
    .option('--workspace <folder>', 'where data live (default: TECHNIC_WORKSPACE, or data/)')
    .option('--config <file>', 'configuration (default: technic.config.ts)')
    .option('--json', 'one JSON document on stdout')
    .option('--quiet', 'no progress, only warnings and errors');
}

export interface CacheFlags {
  /** False after --no-cache. */
  readonly cache?: boolean;
  readonly refresh?: boolean;
}

/** Adds the flags of the commands that ask the cache. */
export function addCacheFlags(command: Command): Command {
  return command
    .option('--no-cache', 'compute everything; neither ask the cache nor fill it')
    .option('--refresh', 'compute everything anew and put it in the cache');
}

/** A date flag. @throws Problem naming the flag when the text is no date. */
export function toDate(flag: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return isoDate(parseIsoDate(text));
  } catch {
    throw new Problem('usage', `${flag} takes a date written YYYY-MM-DD, was "${text}"`);
  }
}

/** A whole number from `min` to `max`. @throws Problem naming the flag. */
export function toCount(
  flag: string,
  text: string | undefined,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} up` : `from ${min} to ${max}`;
    throw new Problem('usage', `${flag} takes a whole number ${range}, was "${text}"`);
  }
  return value;
}
