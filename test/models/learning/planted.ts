import { createRandom } from '../../../models/random/index.js';

export interface PlantedOptions {
  readonly sessions: number;
  readonly symbols: number;
  readonly features: number;
  /** Standard deviation of the part of the label that features 0 and 1 explain; the noise has 1. */
  readonly effect: number;
  readonly seed: number;
  /** Share of missing values. */
  readonly missing?: number;
}

/** A synthetic matrix, sorted by session, whose label is noise plus a known non-linear effect. */
export function plantedRows(options: PlantedOptions) {
  const { sessions, symbols, features, effect, seed, missing = 0 } = options;
  const random = createRandom(seed).stream('planted');
  const rows = sessions * symbols;
  const columns = Array.from({ length: features }, () => new Float32Array(rows));
  const label = new Float64Array(rows);
  const session = new Int32Array(rows);
  const symbol = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    session[i] = Math.floor(i / symbols);
    symbol[i] = i % symbols;
    for (const column of columns) column[i] = random.uniform() - 0.5;
    const planted = 2 * (columns[0][i] > 0 ? 1 : -1) * columns[1][i] + 1.6 * columns[0][i];
    label[i] = effect * planted + random.normal();
    for (const column of columns) if (random.uniform() < missing) column[i] = Number.NaN;
  }
  return { columns, label, session, symbol };
}
