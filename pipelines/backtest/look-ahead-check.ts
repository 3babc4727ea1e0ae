import type { SymbolInputs } from '../../models/expressions/index.js';
import type { LookAhead } from '../../models/validation/index.js';

/** Symbols that are looked at one by one: those with most bars; what peeks, peeks on any of them. */
const SYMBOLS = 3;

/** What the detector found, and where it looked. */
export interface LookAheadCheck {
  readonly symbols: readonly string[];
  readonly findings: readonly (LookAhead & { readonly symbol: string })[];
}

/** Symbols with what is known of each, side by side. */
export interface NamedInputs {
  readonly symbols: readonly string[];
  readonly inputs: readonly SymbolInputs[];
}

/** The symbols with most bars, of those that have enough to be cut. */
export function longestSymbols({ symbols, inputs }: NamedInputs, count = SYMBOLS) {
  return symbols
    .map((symbol, k) => ({ symbol, input: inputs[k] }))
    .filter(({ input }) => input.bars.time.length >= 3)
    .sort((a, b) => b.input.bars.time.length - a.input.bars.time.length)
    .slice(0, count);
}
