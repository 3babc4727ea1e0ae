import {
  type Action,
  adjustBars,
  type Adjustment,
  alignBenchmark,
  type Bars,
  eligibleBars,
  type TimeInterval,
} from '../../models/bars/index.js';
import {
  compile,
  createArena,
  evaluateStage,
  type Program,
  releaseState,
  sessionsOfBars,
  type SymbolState,
} from '../../models/expressions/index.js';
import { averageUniqueness, forwardReturn, horizonEnds, wholeSampleBeta } from '../../models/labels/index.js';
import { features } from '../../models/features/index.js';
import { namedExpressions } from '../../models/ratings/index.js';
import { Problem } from '../errors/index.js';
import type { Market } from '../market/index.js';
import { type LabelKind, symbolLabel } from './label-kind.js';
import { MODEL_FEATURES, type MatrixCells } from './matrix-cells.js';

/** What every symbol is computed with. */
export interface FillSetup {
  readonly cells: MatrixCells;
  readonly symbols: number;
  readonly sessions: Float64Array;
  /** Every so many sessions are looked at. */
  readonly stride: number;
  readonly benchmark: Market['benchmark'];
  readonly label: LabelKind;
  readonly adjust: Adjustment;
}

/** One symbol, and its place among those of the matrix. */
export interface SymbolTask {
  readonly slot: number;
  readonly bars: Bars;
  readonly actions: readonly Action[];
  readonly membership: readonly TimeInterval[] | undefined;
  readonly sector: string | null;
  readonly industry: string | null;
}

const LIQUIDITY = 'dollar_volume_20';
const VOLATILITY = 'volatility_21';
/** Bars before which too little is known of a symbol to learn from it. */
const WARM_UP = 63;
const NOTHING: ReadonlySet<number> = new Set();

/**
 * Computes one symbol after another into the cells. Features of bar i are computed from bars up to i; only the
 * label looks further. A symbol's cells depend on it alone, so it does not matter which thread fills them.
 */
export function createFiller(setup: FillSetup): (task: SymbolTask) => void {
  const { cells, symbols, sessions, stride, benchmark, label: labelKind, adjust } = setup;
  const { horizon } = labelKind;
  const program = compileFeatures();
  const nodeOf = new Map(program.outputs.map(({ name, node }) => [name, node]));
  const arena = createArena();
  return ({ slot, bars: raw, actions, membership, sector, industry }) => {
    const bars = adjustBars(raw, actions, adjust);
    const benchmarkClose = alignBenchmark(bars.time, benchmark);
    const state: SymbolState = [];
    evaluateStage(program, 0, { bars, benchmarkClose, sector, industry }, state, arena);
    const values = (name: string) => (state[nodeOf.get(name) as number] as readonly Float64Array[])[0];
    const forward = forwardReturn(bars.close, horizon);
    const label = symbolLabel(labelKind, bars.close, forward, benchmarkClose, values(VOLATILITY));
    const weight = averageUniqueness(horizonEnds(forward, horizon));
    cells.beta[slot] = wholeSampleBeta(bars.close, benchmarkClose);
    const at = cellsOfBars(sessionsOfBars(bars.time, sessions), eligibleBars(bars.time, membership));
    copy(forward, cells.forward, at, slot);
    copy(label, cells.label, at, slot);
    // Scaled so that a label which overlaps as much as they all do weighs one.
    for (let i = 0; i < weight.length; i++) weight[i] *= horizon;
    copy(weight, cells.weight, at, slot);
    copy(values(LIQUIDITY), cells.dollarVolume, at, slot);
    copy(values('score'), cells.rating, at, slot);
    MODEL_FEATURES.forEach(({ name }, f) => copy(values(name), cells.columns[f], at, slot));
    releaseState(program, 0, state, arena, NOTHING);
  };

  /** First cell of the session of each bar that makes a row, −1 for the others. */
  function cellsOfBars(sessionOfBar: Int32Array, eligible: Uint8Array | undefined): Int32Array {
    return sessionOfBar.map((session, i) =>
      i < WARM_UP || session % stride !== 0 || (eligible && eligible[i] !== 1)
        ? -1
        : (session / stride) * symbols,
    );
  }
}

function copy(from: Float64Array, to: Float32Array | Float64Array, at: Int32Array, slot: number): void {
  for (let i = 0; i < at.length; i++) if (at[i] >= 0) to[at[i] + slot] = from[i];
}

function compileFeatures(): Program {
  const names = ['score', ...features.map(({ name }) => name)];
  const program = compile(Object.fromEntries(names.map((name) => [name, name])), {
    definitions: namedExpressions(),
  });
  if (program.isCrossSectional) {
    throw new Problem(
      'internal',
      'a feature looks across symbols; the training matrix ranks features itself',
    );
  }
  return program;
}
