import type { CaseLibrary } from '../score/index.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Some megabytes beside the model, and as many rows as one look through them takes milliseconds for. */
const MOST_CASES = 20_000;

/** Rows of a matrix, evenly through time, as cases to look back at. */
export function sampleCases(matrix: TrainingMatrix): CaseLibrary {
  const rows = matrix.session.length;
  const count = Math.min(rows, MOST_CASES);
  const picked = Int32Array.from({ length: count }, (_, k) => Math.floor((k * rows) / count));
  return {
    columns: matrix.columns.map((column) => Float32Array.from(picked, (row) => column[row])),
    symbols: matrix.symbolNames,
    symbol: picked.map((row) => matrix.symbol[row]),
    time: Float64Array.from(picked, (row) => matrix.sessions[matrix.session[row]]),
    forward: Float64Array.from(picked, (row) => matrix.forward[row]),
  };
}
