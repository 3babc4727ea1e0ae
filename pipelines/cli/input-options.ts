import type { InputOptions } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { toDate } from './flags.js';

/** Flags that say which bars are meant. */
export interface InputFlags {
  /** Separated by commas, or `all`, which is the default. */
  readonly symbols?: string;
  readonly start?: string;
  readonly end?: string;
}

/** The bars that the flags mean. @throws Problem naming the flag that is no date, or names no symbol. */
export function inputOptions(
  { symbols = 'all', start, end }: InputFlags,
  adjust: InputOptions['adjust'],
): InputOptions {
  return {
    symbols: symbols === 'all' ? 'all' : namedSymbols(symbols),
    adjust,
    from: toDate('--start', start),
    to: toDate('--end', end),
  };
}

function namedSymbols(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const named = names.filter((name) => name !== '');
  if (named.length > 0) return named;
  throw new Problem('usage', `--symbols takes symbols separated by commas, or all, was "${text}"`);
}
