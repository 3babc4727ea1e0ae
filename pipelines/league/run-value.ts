import { deserialize, serialize } from 'node:v8';
import { type CacheValue, packRecords, unpackRecords } from '../cache/index.js';
import type { LeagueRun } from './league-messages.js';

/** A strategy's run as columns; what is small and has a shape of its own stands in one of them. */
export function runValue({ time, equity, trades, ...facts }: LeagueRun): CacheValue {
  const own = { time, equity, facts: new Uint8Array(serialize(facts)) };
  return { columns: { ...own, ...packRecords('trades', trades) } };
}

/** Reads `runValue` back. The arrays are those of the value. */
export function readRun(value: CacheValue): LeagueRun {
  const { time, equity, facts } = value.columns;
  return {
    ...(deserialize(facts as Uint8Array) as Omit<LeagueRun, 'time' | 'equity' | 'trades'>),
    time: time as Float64Array,
    equity: equity as Float64Array,
    trades: unpackRecords('trades', value),
  };
}
