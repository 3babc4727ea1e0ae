import type { Command } from 'commander';
import { isoDate, parseIsoDate } from '../../models/bars/index.js';
import { Problem } from '../errors/index.js';

/** Adds the flags that every command has. */
export function addCommonFlags(command: Command): Command {
  return command
    .option('--workspace <folder>', 'where data live (default: TECHNIC_WORKSPACE, or data/)')
    .option('--config <file>', 'configuration (default: technic.config.ts)')
    .option('--json', 'one JSON document on stdout')
    .option('--quiet', 'no progress, only warnings and errors');
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

/** A whole number from `min` up. @throws Problem naming the flag. */
export function toCount(flag: string, text: string | undefined, min: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min) {
    throw new Problem('usage', `${flag} takes a whole number from ${min} up, was "${text}"`);
  }
  return value;
}
