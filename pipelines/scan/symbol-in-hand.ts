import { alignBenchmark, type Bars, eligibleBars } from '../../models/bars/index.js';
import {
  type PanelPlace,
  type SymbolInputs,
  type SymbolState,
  sessionsOfBars,
} from '../../models/expressions/index.js';
import type { ScanSetup, SymbolIdentity } from './scan-messages.js';
import type { FirstStage } from './symbol-value.js';

/** A symbol on its way through the stages, and what is known of it so far. */
export interface SymbolInHand extends FirstStage {
  readonly identity: SymbolIdentity;
  readonly inputs: SymbolInputs;
  readonly state: SymbolState;
  readonly place: PanelPlace;
  /** Where the end of its evaluation is kept; undefined where that is not asked for. */
  readonly row: Float64Array | undefined;
}

/** Takes up a symbol's bars and what belongs to them. */
export function takeUp(
  { benchmark, sessions, symbols }: ScanSetup,
  matrices: readonly Float64Array[],
  identity: SymbolIdentity,
  bars: Bars,
): Pick<SymbolInHand, 'identity' | 'inputs' | 'state' | 'place'> {
  const { index, sector, industry, membership } = identity;
  const inputs: SymbolInputs = {
    bars,
    benchmarkClose: alignBenchmark(bars.time, benchmark),
    sector,
    industry,
    eligible: eligibleBars(bars.time, membership),
  };
  const sessionOfBar = sessionsOfBars(bars.time, sessions);
  return { identity, inputs, state: [], place: { symbol: index, symbols, sessionOfBar, matrices } };
}

/** The first output of a node that has been computed. */
export function columnOf(state: SymbolState, node: number): Float64Array {
  return (state[node] as readonly Float64Array[])[0];
}
