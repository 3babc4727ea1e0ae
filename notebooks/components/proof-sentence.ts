import { count } from './number-format.js';

/** How a stored run and the same one computed here compare. */
export interface StoredProof {
  readonly name: string;
  /** What was compared. */
  readonly equityPoints: number;
  readonly trades: number;
  readonly symbols: number;
  readonly figures: number;
  /** What differs, the first of each kind, in words; empty when the two are the same to the last digit. */
  readonly differences: readonly string[];
}

/** The outcome in a sentence. */
export function proofSentence({ equityPoints, trades, symbols, figures, differences }: StoredProof): string {
  if (differences.length > 0) return `Not identical. ${differences.join('; ')}.`;
  return `Identical to the last digit: ${count(equityPoints)} equity points, ${count(trades)} trades of ${count(symbols)} symbols, ${count(figures)} figures.`;
}
