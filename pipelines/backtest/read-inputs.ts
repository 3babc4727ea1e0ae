import {
  type Adjustment,
  adjustBars,
  alignBenchmark,
  eligibleBars,
  sliceBars,
} from '../../models/bars/index.js';
import type { SymbolInputs } from '../../models/expressions/index.js';
import { type Market, streamBars, type SymbolRecord } from '../market/index.js';
import type { Database } from '../store/index.js';

/** Symbols of a market that have bars between some dates. */
export interface ChosenSymbols {
  readonly market: Market;
  /** In the order asked for (all: ASCII order). */
  readonly records: readonly SymbolRecord[];
  /** Whether they are all there are, but for the benchmark: then they are read in their stored order. */
  readonly isAll: boolean;
  readonly adjust: Adjustment;
  /** Nothing before this time is loaded; the market's as-of session is the last. */
  readonly from: number;
}

/** Symbols with everything an expression can see of them, in the order chosen. */
export interface LoadedInputs {
  readonly market: Market;
  readonly symbols: readonly string[];
  readonly inputs: readonly SymbolInputs[];
}

/** Reads the bars of some symbols, adjusted, with benchmark and labels. */
export async function readInputs(
  database: Database,
  { market, records, isAll, adjust, from }: ChosenSymbols,
): Promise<LoadedInputs> {
  const byIndex = new Map<number, SymbolInputs>();
  const ids = isAll ? undefined : records.map(({ index }) => index);
  const wanted = new Set(records.map(({ index }) => index));
  for await (const { index, bars } of streamBars(database, market.asOf, ids)) {
    if (!wanted.has(index)) continue;
    const { actions, sector, industry, membership } = market.symbols[index];
    const adjusted = adjustBars(bars, actions, adjust);
    const first = adjusted.time.findIndex((time) => time >= from);
    const kept = first <= 0 ? adjusted : sliceBars(adjusted, first, adjusted.time.length);
    byIndex.set(index, {
      bars: kept,
      benchmarkClose: alignBenchmark(kept.time, market.benchmark),
      sector,
      industry,
      eligible: eligibleBars(kept.time, membership),
    });
  }
  return {
    market,
    symbols: records.map(({ symbol }) => symbol),
    inputs: records.map(({ index }) => byIndex.get(index) as SymbolInputs),
  };
}
