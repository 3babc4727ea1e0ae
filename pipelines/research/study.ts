import type { ParameterValues, RunSettings } from '../../models/strategies/index.js';

/** What a backtest or a sweep was made of: with the same prices and code it gives the same again. */
export interface Study {
  readonly id: string;
  readonly kind: 'backtest' | 'sweep';
  /** UTC epoch milliseconds. */
  readonly storedAt: number;
  readonly strategy: string;
  readonly title: string;
  /** Rules as JSON, or the text of a TypeScript file; undefined for a ready-made strategy in TypeScript. */
  readonly definition: string | undefined;
  /** The one set of a backtest, or all combinations of a sweep. */
  readonly parameters: readonly ParameterValues[];
  readonly account: 'each' | 'portfolio';
  readonly settings: RunSettings;
  readonly symbols: readonly string[];
  readonly adjust: 'none' | 'splits' | 'all';
  /** Of the equity, UTC epoch milliseconds. */
  readonly time: Float64Array;
  readonly market: string;
  readonly isSynthetic: boolean;
  readonly dataHash: string;
  readonly codeVersion: string;
  readonly seed: number;
  /** What repeats it, as one would type it. */
  readonly command: string;
}
