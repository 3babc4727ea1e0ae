import { features } from '../../models/features/index.js';

/** Features in dollars say how large a company is, not how it will do: they stay out of models. */
export const MODEL_FEATURES = features.filter(({ unit }) => unit !== 'dollars');

/**
 * What is computed of every symbol on every session looked at, before rows without a label fall out. Date-major,
 * one cell per session and symbol, NaN = unknown; in shared memory, where threads write symbols of their own.
 */
export interface MatrixCells {
  /** As many as `MODEL_FEATURES`. */
  readonly columns: readonly Float32Array[];
  readonly forward: Float64Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly dollarVolume: Float64Array;
  readonly rating: Float64Array;
  /** Per symbol. */
  readonly beta: Float64Array;
}

/** Cells in which nothing is known yet. */
export function allocateCells(sessions: number, symbols: number): MatrixCells {
  const cells = sessions * symbols;
  const doubles = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length)).fill(Number.NaN);
  return {
    columns: MODEL_FEATURES.map(() => new Float32Array(new SharedArrayBuffer(4 * cells)).fill(Number.NaN)),
    forward: doubles(cells),
    label: doubles(cells),
    weight: doubles(cells),
    dollarVolume: doubles(cells),
    rating: doubles(cells),
    beta: doubles(symbols),
  };
}
