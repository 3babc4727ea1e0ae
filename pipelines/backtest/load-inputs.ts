import {
  type Adjustment,
  adjustBars,
  parseIsoDate,
  sliceBars,
  alignBenchmark,
  eligibleBars,
} from '../../models/bars/index.js';
import type { SymbolInputs } from '../../models/expressions/index.js';
import { Problem } from '../errors/index.js';
import { loadMarket, type Market, streamBars } from '../market/index.js';
import type { Database } from '../store/index.js';

export interface InputOptions {
  /** Names as in the data, or all of them without the benchmark. */
  readonly symbols: readonly string[] | 'all';
  readonly adjust: Adjustment;
  /** ISO dates, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Symbols with everything an expression can see of them, in the order asked for (all: ASCII order). */
export interface LoadedInputs {
  readonly market: Market;
  readonly symbols: readonly string[];
  readonly inputs: readonly SymbolInputs[];
}

/**
 * Loads the bars of some symbols, adjusted, with benchmark and labels.
 * @throws Problem for an unknown symbol, or when nothing is left between the dates.
 */
export async function loadInputs(database: Database, options: InputOptions): Promise<LoadedInputs> {
  const market = await loadMarket(database, options.to);
  const wanted = wantedSymbols(market, options.symbols);
  const byIndex = new Map<number, SymbolInputs>();
  const ids = options.symbols === 'all' ? undefined : wanted.map(({ index }) => index);
  const names = new Set(wanted.map(({ index }) => index));
  const from = options.from === undefined ? Number.NEGATIVE_INFINITY : parseIsoDate(options.from);
  for await (const { index, bars } of streamBars(database, market.asOf, ids)) {
    if (!names.has(index)) continue;
    const { actions, sector, industry, membership } = market.symbols[index];
    const adjusted = adjustBars(bars, actions, options.adjust);
    const first = adjusted.time.findIndex((time) => time >= from);
    if (first < 0) continue;
    const kept = first === 0 ? adjusted : sliceBars(adjusted, first, adjusted.time.length);
    byIndex.set(index, {
      bars: kept,
      benchmarkClose: alignBenchmark(kept.time, market.benchmark),
      sector,
      industry,
      eligible: eligibleBars(kept.time, membership),
    });
  }
  const found = wanted.filter(({ index }) => byIndex.has(index));
  if (found.length === 0) throw new Problem('input', 'there are no bars between the chosen dates');
  return {
    market,
    symbols: found.map(({ symbol }) => symbol),
    inputs: found.map(({ index }) => byIndex.get(index) as SymbolInputs),
  };
}

function wantedSymbols(market: Market, symbols: readonly string[] | 'all'): Market['symbols'] {
  if (symbols === 'all') return market.symbols.filter(({ isBenchmark }) => !isBenchmark);
  const byName = new Map(market.symbols.map((record) => [record.symbol, record]));
  const unknown = symbols.filter((name) => !byName.has(name));
  if (unknown.length > 0) {
    const [first] = unknown;
    const similar = market.symbols
      .map(({ symbol }) => symbol)
      .filter((name) => name.startsWith(first.slice(0, 2).toUpperCase()));
    throw new Problem(
      'usage',
      `not among the ${market.symbols.length} symbols of the data: ${unknown.join(', ')}`,
      {
        suggestion:
          similar.length > 0
            ? `Similar: ${similar.slice(0, 8).join(', ')}.`
            : 'Symbols are written as in the data.',
      },
    );
  }
  return symbols.flatMap((name) => byName.get(name) ?? []);
}
