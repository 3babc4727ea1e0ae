import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Bars, epochDay, parseIsoDate, sliceBars, alignBenchmark } from '../../../models/bars/index.js';
import { type ByteWriter, createByteWriter, writeBars } from '../../../models/codec/index.js';
import { loadMarket, type Market, streamBars } from '../../market/index.js';
import type { Database } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { type SymbolLedger, symbolLedgers } from './symbol-ledgers.js';

/** About a year of sessions: what the page can answer for as soon as it has arrived. */
const CHUNK_SESSIONS = 252;
const compress = promisify(gzip);

export interface MarketFiles {
  /** Everything a rule needs, newest year first: length, header, then one compressed block a year. */
  readonly market: Uint8Array;
  /** One compressed block a symbol: its ledger as JSON, then its whole history. */
  readonly symbols: Uint8Array;
  /** Every session, as epoch days, ascending. */
  readonly sessions: readonly number[];
  /** Bytes of each symbol's block in `symbols`, by symbol id. */
  readonly symbolBytes: readonly number[];
}

/** What stands at the head of the market file, as JSON. */
export interface MarketHeader {
  readonly asOf: string;
  readonly dataHash: string;
  readonly runId: string;
  /** Which actions prices are adjusted for in the run: the page does the same. */
  readonly adjust: 'none' | 'splits' | 'all';
  /** Every session, as epoch days, ascending. */
  readonly sessions: readonly number[];
  readonly symbols: readonly MarketSymbol[];
  readonly benchmarkLabel: string;
  /** Close of the benchmark as known at each session; null before it begins. */
  readonly benchmark: readonly (number | null)[];
  /** Market regime of each session; `unknown` where it has none. */
  readonly regimes: readonly string[];
  /** Newest first; `from` and `to` are places in `sessions`, both inclusive. */
  readonly chunks: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
}

export interface MarketSymbol {
  readonly symbol: string;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly isBenchmark: boolean;
  /** Epoch day, kind, factor. */
  readonly actions: readonly (readonly [number, 'split' | 'dividend', number])[];
  /** First and last epoch day of each membership, the last null while it goes on; null: always a member. */
  readonly membership: readonly (readonly [number, number | null])[] | null;
}

/** Packs the market for the page: lossless, so that the tab computes what the nightly computed. */
export async function marketFiles(database: Database, facts: RunFacts): Promise<MarketFiles> {
  const market = await loadMarket(database, facts.asOf);
  const places = new Map(Array.from(market.sessions, (time, place) => [time, place]));
  const chunks = chunkRanges(market.sessions.length).map((range) => ({
    ...range,
    writer: createByteWriter(),
  }));
  const ledgers = await symbolLedgers(database);
  const blocks: (Promise<Uint8Array> | undefined)[] = market.symbols.map(() => undefined);
  for await (const { index, bars } of streamBars(database, parseIsoDate(facts.asOf))) {
    for (const chunk of chunks) {
      writeChunk(chunk.writer, index, between(bars, market.sessions, chunk.from, chunk.to), places);
    }
    blocks[index] = symbolBlock(market, index, bars, places, ledgers.get(market.symbols[index].symbol));
  }
  const symbols = await Promise.all(blocks.map((block) => block ?? Promise.resolve(new Uint8Array(0))));
  const years = await Promise.all(chunks.map((chunk) => compress(chunk.writer.bytes(), { level: 6 })));
  const header = marketHeader(
    market,
    facts,
    chunks.map(({ from, to }, i) => ({ from, to, bytes: years[i].length })),
    await adjustment(database, facts),
    await sessionRegimes(database, facts, market.sessions),
  );
  const head = await compress(JSON.stringify(header), { level: 6 });
  return {
    market: concat([uint32(head.length), head, ...years]),
    symbols: concat(symbols),
    sessions: header.sessions,
    symbolBytes: symbols.map((block) => block.length),
  };
}

function chunkRanges(sessions: number): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let to = sessions - 1; to >= 0; to -= CHUNK_SESSIONS) {
    ranges.push({ from: Math.max(0, to - CHUNK_SESSIONS + 1), to });
  }
  return ranges;
}

function between(bars: Bars, sessions: Float64Array, from: number, to: number): Bars {
  const { time } = bars;
  let start = 0;
  while (start < time.length && time[start] < sessions[from]) start++;
  let end = start;
  while (end < time.length && time[end] <= sessions[to]) end++;
  return sliceBars(bars, start, end);
}

function writeChunk(
  writer: ByteWriter,
  index: number,
  bars: Bars,
  places: ReadonlyMap<number, number>,
): void {
  if (bars.time.length === 0) return;
  writer.varint(index);
  writeBars(writer, bars, places);
}

function symbolBlock(
  market: Market,
  index: number,
  bars: Bars,
  places: ReadonlyMap<number, number>,
  ledger: SymbolLedger | undefined,
): Promise<Uint8Array> {
  const { symbol, name, sector, industry, actions } = market.symbols[index];
  const text = new TextEncoder().encode(JSON.stringify({ symbol, name, sector, industry, actions, ledger }));
  const writer = createByteWriter();
  writeBars(writer, bars, places);
  return compress(concat([uint32(text.length), text, writer.bytes()]), { level: 6 });
}

function marketHeader(
  market: Market,
  facts: RunFacts,
  chunks: MarketHeader['chunks'],
  adjust: MarketHeader['adjust'],
  regimes: readonly string[],
): MarketHeader {
  return {
    asOf: facts.asOf,
    dataHash: facts.dataHash,
    runId: facts.runId,
    adjust,
    sessions: Array.from(market.sessions, epochDay),
    symbols: market.symbols.map((record) => ({
      symbol: record.symbol,
      sector: record.sector,
      industry: record.industry,
      isBenchmark: record.isBenchmark,
      actions: record.actions.map(({ exTime, kind, factor }) => [epochDay(exTime), kind, factor] as const),
      membership:
        record.membership?.map(
          // JSON knows no infinity: it would come out as null by itself, and be read as 1970.
          ({ start, end }) =>
            [epochDay(start), end === Number.POSITIVE_INFINITY ? null : epochDay(end)] as const,
        ) ?? null,
    })),
    benchmarkLabel: market.benchmark.label,
    benchmark: Array.from(alignBenchmark(market.sessions, market.benchmark), (close) =>
      Number.isNaN(close) ? null : close,
    ),
    regimes,
    chunks,
  };
}

async function sessionRegimes(
  database: Database,
  facts: RunFacts,
  sessions: Float64Array,
): Promise<string[]> {
  const rows = await database.rows(
    'SELECT epoch_ms(date::TIMESTAMP) AS time, regime FROM regimes WHERE run_id = $1',
    [facts.runId],
  );
  const regimeOf = new Map(rows.map((row) => [Number(row.time), String(row.regime)]));
  return Array.from(sessions, (time) => regimeOf.get(time) ?? 'unknown');
}

async function adjustment(database: Database, facts: RunFacts): Promise<MarketHeader['adjust']> {
  const [run] = await database.rows('SELECT options FROM runs WHERE run_id = $1', [facts.runId]);
  const stated = (JSON.parse(String(run.options)) as { adjust?: MarketHeader['adjust'] }).adjust;
  return stated ?? 'all';
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
