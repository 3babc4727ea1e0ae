import { averageRanks } from '../../../models/statistics/index.js';
import type { TrainingMatrix } from '../../../pipelines/train/index.js';
import { createRandom } from '../../../models/random/index.js';

export interface PlantedMarket {
  readonly sessions: number;
  readonly symbols: number;
  readonly features: number;
  /** Standard deviations of forward return per unit of the planted signal; 0 switches it off. */
  readonly effect: number;
  readonly seed: number;
  readonly horizon?: number;
}

const DAY = 86_400_000;

/**
 * A market as a training matrix: persistent features ranked within each session, h-day forward returns
 * made of overlapping daily noise, and a planted non-linear effect of features 0 and 1.
 */
export function plantedMatrix(options: PlantedMarket): TrainingMatrix {
  const { sessions, symbols, features, effect, seed, horizon = 5 } = options;
  const random = createRandom(seed).stream('planted market');
  const rows = sessions * symbols;
  const shared = () => new Float32Array(new SharedArrayBuffer(4 * rows));
  const columns = Array.from({ length: features }, shared);
  const state = columns.map(() => new Float64Array(symbols));
  const daily = Array.from({ length: sessions + horizon }, () =>
    Float64Array.from({ length: symbols }, () => 0.02 * random.normal()),
  );
  const session = new Int32Array(new SharedArrayBuffer(4 * rows));
  const symbol = new Int32Array(rows);
  const forward = new Float64Array(rows);
  for (let t = 0; t < sessions; t++) {
    const market = 0.01 * random.normal();
    columns.forEach((column, f) => {
      for (let s = 0; s < symbols; s++) state[f][s] = 0.8 * state[f][s] + random.normal();
      const ranks = averageRanks(state[f]);
      for (let s = 0; s < symbols; s++) column[t * symbols + s] = (ranks[s] - 0.5) / symbols - 0.5;
    });
    for (let s = 0; s < symbols; s++) {
      const row = t * symbols + s;
      session[row] = t;
      symbol[row] = s;
      const signal = 2 * (columns[0][row] > 0 ? 1 : -1) * columns[1][row] + columns[0][row];
      let sum = market + effect * 0.02 * signal;
      for (let k = 1; k <= horizon; k++) sum += daily[t + k - 1][s];
      forward[row] = sum;
    }
  }
  return {
    features: columns.map((_, f) => ({ name: `feature_${f}`, expression: `close[${f}]` })),
    columns,
    session,
    sessions: Float64Array.from({ length: sessions }, (_, t) => Date.UTC(2015, 0, 1) + t * DAY),
    symbol,
    symbolNames: Array.from({ length: symbols }, (_, s) => `P${s}`),
    symbols,
    delisted: 0,
    label: forward,
    forward,
    labelName: `fwd${horizon}`,
    horizon,
    weight: new Float64Array(new SharedArrayBuffer(8 * rows)).fill(1),
    baselines: {
      'momentum 12-1': Float64Array.from(columns[2]),
      'reversal 5': Float64Array.from(columns[0]),
    },
    beta: columns[3],
    sector: Int32Array.from(symbol, (s) => s % 3),
    sectorNames: ['Energy', 'Health', 'Utilities'],
    dollarVolume: Float64Array.from(symbol, (s) => s),
    regime: Array.from({ length: sessions }, (_, t) => (t % 100 < 50 ? 'up_quiet' : 'down_volatile')),
    universe: `${symbols} planted symbols`,
    source: 'planted',
    isSynthetic: true,
    dataHash: `planted-${seed}-${effect}`,
  };
}
