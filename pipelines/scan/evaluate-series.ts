import { type Adjustment, adjustBars, alignBenchmark, eligibleBars } from '../../models/bars/index.js';
import { evaluate, evaluatePanel, type Program, type SymbolInputs } from '../../models/expressions/index.js';
import { Problem } from '../errors/index.js';
import { loadMarket, type Market, streamBars } from '../market/index.js';
import type { Database } from '../store/index.js';

export interface SeriesOptions {
  readonly symbol: string;
  /** Which output of the program. */
  readonly output: string;
  readonly adjust: Adjustment;
  readonly asOf?: string;
}

/**
 * One output of a program for one symbol, bar by bar. A program that looks across symbols is computed
 * for the whole universe.
 * @throws Problem when there is no such symbol, with the nearest ones.
 */
export async function evaluateSeries(
  database: Database,
  program: Program,
  options: SeriesOptions,
): Promise<{ time: Float64Array; values: Float64Array }> {
  const market = await loadMarket(database, options.asOf);
  const record = market.symbols.find(({ symbol }) => symbol === options.symbol);
  if (!record) throw unknownSymbol(options.symbol, market);
  const wanted = program.isCrossSectional ? undefined : [record.index];
  const inputs: SymbolInputs[] = [];
  let own: SymbolInputs | undefined;
  for await (const { index, bars } of streamBars(database, market.asOf, wanted)) {
    const symbol = market.symbols[index];
    if (symbol.isBenchmark && index !== record.index) continue;
    const adjusted = adjustBars(bars, symbol.actions, options.adjust);
    const input: SymbolInputs = {
      bars: adjusted,
      benchmarkClose: alignBenchmark(adjusted.time, market.benchmark),
      sector: symbol.sector,
      industry: symbol.industry,
      eligible: eligibleBars(adjusted.time, symbol.membership),
    };
    inputs.push(input);
    if (index === record.index) own = input;
  }
  if (!own) throw new Problem('input', `${options.symbol} has no bars up to the chosen date`);
  const evaluation = program.isCrossSectional
    ? evaluatePanel(program, { sessions: market.sessions, symbols: inputs })[inputs.indexOf(own)]
    : evaluate(program, own);
  return { time: own.bars.time, values: evaluation[options.output] };
}

function unknownSymbol(symbol: string, market: Market): Problem {
  const upper = symbol.toUpperCase();
  const similar = market.symbols
    .map((record) => record.symbol)
    .filter((name) => name.startsWith(upper.slice(0, 2)) || name === upper)
    .slice(0, 8);
  return new Problem(
    'usage',
    `there is no symbol "${symbol}" among the ${market.symbols.length} in the data`,
    {
      suggestion:
        similar.length > 0 ? `Similar: ${similar.join(', ')}.` : 'Symbols are written as in the data.',
    },
  );
}
