import { rankBySession } from '../../models/learning/index.js';

/** One column of cells to become one of the matrix. All arrays lie in shared memory. */
export interface RankTask {
  readonly cells: Float32Array;
  /** Cell and session of each row. */
  readonly rows: Int32Array;
  readonly session: Int32Array;
  /** Per row, fully overwritten. */
  readonly output: Float32Array;
}

/** The cells of the rows, ranked within each session. */
export function rankColumn({ cells, rows, session, output }: RankTask): void {
  for (let i = 0; i < rows.length; i++) output[i] = cells[rows[i]];
  rankBySession(output, session, output);
}
