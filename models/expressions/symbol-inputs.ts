import type { Bars } from '../bars/index.js';

/** What an expression can see of one symbol. Every array has one value per bar. */
export interface SymbolInputs {
  readonly bars: Bars;
  /** Close of the benchmark on each bar; unknown (NaN) throughout when left out. */
  readonly benchmarkClose?: Float64Array;
  readonly sector?: string | null;
  readonly industry?: string | null;
  /** 1 on bars on which the symbol belongs to the universe; left out: on all. */
  readonly eligible?: Uint8Array;
  /** Further columns that were declared when the program was compiled. */
  readonly extra?: Readonly<Record<string, Float64Array>>;
}
