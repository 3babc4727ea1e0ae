import type { MarketHeader } from '../../pipelines/site/snapshots/index.js';
import { type Action, adjustBars, type Bars, eligibleBars, type TimeInterval } from '../models/bars/index.js';
import { createByteReader, readBars } from '../models/codec/index.js';
import type { SymbolInputs } from '../models/expressions/index.js';

const MS_PER_DAY = 86_400_000;

/** The part of the market that has arrived, ready for the engine. */
export interface LoadedMarket {
  readonly header: MarketHeader;
  /** Sessions that have arrived, ascending, and the place of the first among all. */
  readonly sessions: Float64Array;
  readonly first: number;
  readonly isComplete: boolean;
  readonly symbols: readonly LoadedSymbol[];
}

export interface LoadedSymbol extends SymbolInputs {
  readonly symbol: string;
  readonly sector: string | null;
  /** Of each bar, its place in `sessions`. */
  readonly sessionOfBar: Int32Array;
  /** Bars as stored, and what they were adjusted by: for looking as of an earlier day. */
  readonly raw: Bars;
  readonly actions: readonly Action[];
}

/** Takes the unpacked chunks as they arrive, newest first. */
export interface MarketReader {
  add(chunk: Uint8Array): void;
  /** What has arrived so far, adjusted as the run adjusts. */
  market(): LoadedMarket;
}

/** A reader to which nothing has been added. @param header of the market whose chunks will come. */
export function createMarketReader(header: MarketHeader): MarketReader {
  const allSessions = Float64Array.from(header.sessions, (day) => day * MS_PER_DAY);
  const parts: Bars[][] = header.symbols.map(() => []);
  let arrived = 0;
  return {
    add(chunk) {
      const reader = createByteReader(chunk);
      while (reader.offset() < chunk.length) {
        const symbol = reader.varint();
        parts[symbol].unshift(readBars(reader, allSessions));
      }
      arrived++;
    },
    market() {
      const first = arrived === 0 ? allSessions.length : header.chunks[arrived - 1].from;
      const sessions = allSessions.subarray(first);
      const placeOf = new Map(Array.from(sessions, (time, place) => [time, place]));
      const symbols = header.symbols.flatMap((record, index) => {
        if (record.isBenchmark || parts[index].length === 0) return [];
        return [loadSymbol(header, record, joinBars(parts[index]), placeOf, first)];
      });
      return { header, sessions, first, isComplete: arrived === header.chunks.length, symbols };
    },
  };
}

function loadSymbol(
  header: MarketHeader,
  record: MarketHeader['symbols'][number],
  raw: Bars,
  placeOf: ReadonlyMap<number, number>,
  first: number,
): LoadedSymbol {
  const actions = record.actions.map(([day, kind, factor]) => ({ exTime: day * MS_PER_DAY, kind, factor }));
  const bars = adjustBars(raw, actions, header.adjust);
  const n = bars.time.length;
  const sessionOfBar = new Int32Array(n);
  const benchmarkClose = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const place = placeOf.get(bars.time[i]) as number;
    sessionOfBar[i] = place;
    benchmarkClose[i] = header.benchmark[first + place] ?? Number.NaN;
  }
  return {
    symbol: record.symbol,
    sector: record.sector,
    industry: record.industry,
    bars,
    raw,
    actions,
    benchmarkClose,
    sessionOfBar,
    eligible: eligibleBars(bars.time, intervalsOf(record.membership)),
  };
}

function intervalsOf(membership: MarketHeader['symbols'][number]['membership']): TimeInterval[] | undefined {
  return membership?.map(([start, end]) => ({
    start: start * MS_PER_DAY,
    end: end === null ? Number.POSITIVE_INFINITY : end * MS_PER_DAY,
  }));
}

function joinBars(parts: readonly Bars[]): Bars {
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, part) => sum + part.time.length, 0);
  const join = (pick: (bars: Bars) => Float64Array) => {
    const out = new Float64Array(length);
    let offset = 0;
    for (const part of parts) {
      out.set(pick(part), offset);
      offset += pick(part).length;
    }
    return out;
  };
  return {
    time: join((bars) => bars.time),
    open: join((bars) => bars.open),
    high: join((bars) => bars.high),
    low: join((bars) => bars.low),
    close: join((bars) => bars.close),
    volume: join((bars) => bars.volume),
    interval: '1d',
  };
}
