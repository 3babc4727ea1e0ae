import { type Adjustment, isoDate, parseIsoDate } from '../../models/bars/index.js';
import { type CodeHashes, codeHashOf, contentKey, ENGINE } from '../cache/index.js';
import { Problem } from '../errors/index.js';
import { loadMarket, type Market } from '../market/index.js';
import { type Database, streamDoubles } from '../store/index.js';
import { type ChosenSymbols, type LoadedInputs, readInputs } from './read-inputs.js';

/** The code that makes inputs of what is stored. */
const READ_CODE = 'pipelines/backtest/read-inputs.ts';

export interface InputOptions {
  /** Names as in the data, or all of them without the benchmark. */
  readonly symbols: readonly string[] | 'all';
  readonly adjust: Adjustment;
  /** ISO dates, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Bars that are asked for: what is known of them before one is read, and the bars themselves. */
export interface InputSource {
  readonly market: Market;
  /** Those with bars between the dates, in the order asked for (all: ASCII order). */
  readonly symbols: readonly string[];
  /** Of the earliest of their bars. */
  readonly firstTime: number;
  /** Content key of what `load` gives: another one wherever any of it is another. */
  key(code: CodeHashes): Promise<string>;
  /** Reads the bars, once. */
  load(): Promise<LoadedInputs>;
}

/** Symbols, and a key of everything about them that can be seen of them. */
export type KeyedInputs = Pick<InputSource, 'symbols' | 'key'>;

/**
 * Looks up the symbols that have bars between some dates.
 * @param database stays open as long as something is asked of the source.
 * @throws Problem for an unknown symbol, or when nothing is left between the dates.
 */
export async function openInputs(database: Database, options: InputOptions): Promise<InputSource> {
  const market = await loadMarket(database, options.to);
  const from = options.from === undefined ? Number.NEGATIVE_INFINITY : parseIsoDate(options.from);
  const wanted = wantedSymbols(market, options.symbols);
  const firstTimes = await firstBars(database, market, from);
  const records = wanted.filter(({ index }) => firstTimes.has(index));
  if (records.length === 0) throw new Problem('input', 'there are no bars between the chosen dates');
  const chosen = { market, records, isAll: options.symbols === 'all', adjust: options.adjust, from };
  let loaded: Promise<LoadedInputs> | undefined;
  const load = () => (loaded ??= readInputs(database, chosen));
  return {
    market,
    symbols: records.map(({ symbol }) => symbol),
    firstTime: records.reduce(
      (first, { index }) => Math.min(first, firstTimes.get(index) ?? first),
      Number.POSITIVE_INFINITY,
    ),
    key: async (code) => storedKey(chosen, code) ?? loadedKey(await load()),
    load,
  };
}

/** First bar from a time on and up to the as-of session, by the symbol's index; symbols without one are left out. */
async function firstBars(
  database: Database,
  { symbols, asOf }: Market,
  from: number,
): Promise<ReadonlyMap<number, number>> {
  const first = new Map<number, number>();
  for (const { index, firstTime } of symbols) {
    if (firstTime >= from && firstTime <= asOf) first.set(index, firstTime);
  }
  if (symbols.every(({ firstTime }) => firstTime >= from)) return first;
  const sql = `SELECT symbol_id::DOUBLE, epoch_ms(min(date)::TIMESTAMP)::DOUBLE FROM bars
    WHERE date BETWEEN $1::DATE AND $2::DATE GROUP BY symbol_id`;
  for await (const { rows, columns } of streamDoubles(database, sql, [isoDate(from), isoDate(asOf)])) {
    for (let row = 0; row < rows; row++) first.set(columns[0][row], columns[1][row]);
  }
  return first;
}

/**
 * The key by what the store knows: each symbol's hash is of all its bars and actions.
 * @returns undefined where a history is cut, for what is cut off says nothing about the rest.
 */
function storedKey({ market, records, adjust, from }: ChosenSymbols, code: CodeHashes): string | undefined {
  const { asOf, benchmark } = market;
  if (records.some(({ firstTime, lastTime }) => firstTime < from || lastTime > asOf)) return undefined;
  const { time, close } = benchmark;
  const symbols = records.map(({ symbol, contentHash, sector, industry, membership }) => [
    symbol,
    contentHash,
    sector,
    industry,
    membership,
  ]);
  return contentKey(['stored inputs', ENGINE, codeHashOf(READ_CODE, code), adjust, symbols, { time, close }]);
}

/** The key by every byte of the inputs, which stays what it is when a night appends bars beyond the dates. */
function loadedKey({ symbols, inputs, market }: LoadedInputs): string {
  const { time, close } = market.benchmark;
  return contentKey(['loaded inputs', symbols, inputs, { time, close }]);
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
