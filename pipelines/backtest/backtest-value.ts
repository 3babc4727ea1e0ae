import { deserialize, serialize } from 'node:v8';
import type { Backtest } from '../../models/strategies/index.js';
import { type CacheValue, packRecords, unpackRecords } from '../cache/index.js';

/** A backtest as columns; what is small and has a shape of its own, such as figures, stands in one of them. */
export function backtestValue({ time, equity, trades, rejections, ...facts }: Backtest): CacheValue {
  return {
    columns: {
      time,
      equity,
      facts: new Uint8Array(serialize(facts)),
      ...packRecords('trades', trades),
      ...packRecords('rejections', rejections),
    },
  };
}

/** Reads `backtestValue` back. The arrays are those of the value. */
export function readBacktest(value: CacheValue): Backtest {
  const { time, equity, facts } = value.columns;
  return {
    ...(deserialize(facts as Uint8Array) as Omit<Backtest, 'time' | 'equity' | 'trades' | 'rejections'>),
    time: time as Float64Array,
    equity: equity as Float64Array,
    trades: unpackRecords('trades', value),
    rejections: unpackRecords('rejections', value),
  };
}
