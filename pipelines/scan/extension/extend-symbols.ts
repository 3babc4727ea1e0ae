import { alignBenchmark, eligibleBars } from '../../../models/bars/index.js';
import {
  createRowExtender,
  evaluateCrossSection,
  type PanelPlace,
  type Program,
  type RowExtender,
  type SymbolInputs,
  sessionsOfBars,
} from '../../../models/expressions/index.js';
import { type Market, streamBars } from '../../market/index.js';
import type { Database } from '../../store/index.js';
import { type BaseRow, eligibleScores, readTail, tailRoom } from '../rows/index.js';
import type { JoinedTail } from './extend-record.js';

/** A symbol's further bars. */
export interface FurtherBars {
  readonly index: number;
  readonly inputs: SymbolInputs;
}

/** A symbol with further bars, and the row to go on from. */
export interface AddedSymbol extends FurtherBars {
  readonly row: Float64Array;
}

/** Called with each symbol once all its further bars are computed. */
export type Extended = (symbol: AddedSymbol, extender: RowExtender, tail: JoinedTail) => void;

/** Reads the bars after a session. They are the same raw and adjusted: an action among them is none of this. */
export async function readFurther(database: Database, market: Market, after: number): Promise<FurtherBars[]> {
  const further: FurtherBars[] = [];
  for await (const { index, bars } of streamBars(database, market.asOf, undefined, after)) {
    const { isBenchmark, sector, industry, membership } = market.symbols[index];
    if (isBenchmark) continue;
    const inputs: SymbolInputs = {
      bars,
      benchmarkClose: alignBenchmark(bars.time, market.benchmark),
      sector,
      industry,
      eligible: eligibleBars(bars.time, membership),
    };
    further.push({ index, inputs });
  }
  return further;
}

/** Computes a program on the further bars of all symbols; before each step across symbols, all come that far. */
export function extendSymbols(
  program: Program,
  layout: BaseRow,
  market: Market,
  added: readonly AddedSymbol[],
  sessions: Float64Array,
  onExtended: Extended,
): void {
  const symbols = market.symbols.length;
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(sessions.length * symbols).fill(Number.NaN),
  );
  const most = Math.max(1, ...added.map(({ inputs }) => inputs.bars.time.length));
  const extender = createRowExtender(program, layout.kept, most);
  const scoreNode = program.outputs.find(({ name }) => name === 'score')?.node ?? -1;
  const places = added.map(({ index, inputs }): PanelPlace => {
    return { symbol: index, symbols, sessionOfBar: sessionsOfBars(inputs.bars.time, sessions), matrices };
  });
  // One piece of memory for all tails: thousands of short arrays take longer to allocate than to fill.
  const memory = new Float64Array(
    added.reduce((room, { row, inputs }) => room + tailRoom(row, inputs.bars.time.length), 0),
  );
  let used = 0;
  const take = (length: number): Float64Array => memory.subarray(used, (used += length));
  const runUntil = (end: number, k: number): void => {
    extender.load(added[k].row, added[k].inputs);
    for (let stage = 0; stage < end; stage++) extender.runStage(stage, places[k]);
  };
  let exported = 0;
  for (let stage = 1; stage < program.stages.length; stage++) {
    if (program.stages[stage].crossSections.length === 0) continue;
    added.forEach((_, k) => {
      runUntil(stage, k);
      for (let done = exported; done < stage; done++) extender.exportStage(done, places[k]);
    });
    exported = stage;
    evaluateCrossSection(program, stage, matrices, market.symbols, { from: 0, to: sessions.length });
  }
  added.forEach((symbol, k) => {
    runUntil(program.stages.length, k);
    onExtended(symbol, extender, joinTail(layout, symbol, extender.values(scoreNode), take));
  });
}

function joinTail(
  layout: BaseRow,
  { index, row, inputs }: AddedSymbol,
  score: Float64Array,
  take: (length: number) => Float64Array,
): JoinedTail {
  const before = readTail(layout, row);
  const { bars, benchmarkClose = bars.close, eligible } = inputs;
  const join = (earlier: Float64Array, further: Float64Array): Float64Array => {
    const joined = take(earlier.length + further.length);
    joined.set(earlier);
    joined.set(further, earlier.length);
    return joined;
  };
  return {
    symbol: index,
    added: bars.time.length,
    time: join(before.time, bars.time),
    close: join(before.close, bars.close),
    benchmark: join(before.benchmark, benchmarkClose),
    score: join(before.score, eligibleScores(score, eligible)),
  };
}
