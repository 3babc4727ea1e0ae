import { deserialize, serialize } from 'node:v8';
import { emptyScoreSums, type ScoreSums } from '../../../models/statistics/index.js';
import type { CacheValue } from '../../cache/index.js';
import { RECORD_HORIZONS } from '../score-records.js';

/** Version of the layout of bases; part of every key. */
export const BASE_FORMAT = 2;

/** One symbol of the market of a base. */
export interface BaseSymbol {
  readonly symbol: string;
  /** What is to be the same before one may go on from it; undefined while it had no bars. */
  readonly identity: string | undefined;
  /** Key of what the cache holds of its first stage. */
  readonly features: string;
}

/** What a scan leaves behind so that a later one can go on from it, besides its findings and the rows. */
export interface Base {
  readonly asOf: number;
  /** Key of the findings of that scan. */
  readonly scanKey: string;
  /** Every symbol of that market; findings are indexed by their place here. */
  readonly symbols: readonly BaseSymbol[];
  /** Sessions and benchmark of that market. */
  readonly surroundings: string;
  /** Places of the symbols that have a row, in the order of the rows. */
  readonly rowOf: Int32Array;
  readonly blocks: number;
  /** What that scan would take from the first bar on, in milliseconds. */
  readonly costMs: number;
  /** By horizon, where the record was asked for: rank IC and bucket sums of every session. */
  readonly sums: readonly ScoreSums[];
}

/** A base as columns. */
export function baseValue({ sums, rowOf, ...facts }: Base): CacheValue {
  const columns: Record<string, CacheValue['columns'][string]> = {
    facts: new Uint8Array(serialize({ ...facts, horizons: sums.length })),
    rowOf,
  };
  sums.forEach(({ ic, quantiles: { count, sum, hits } }, h) => {
    const parts = { ic: ic.ic, pairs: ic.pairs, count, sum, hits };
    for (const [name, values] of Object.entries(parts)) columns[`${name} ${RECORD_HORIZONS[h]}`] = values;
  });
  return { columns };
}

/** Reads `baseValue` back. The arrays are those of the value. */
export function readBase({ columns }: CacheValue): Base {
  const { horizons, ...facts } = deserialize(columns.facts as Uint8Array) as Omit<Base, 'sums' | 'rowOf'> & {
    readonly horizons: number;
  };
  const doubles = (name: string) => columns[name] as Float64Array;
  const { buckets } = emptyScoreSums(0).quantiles;
  const sums = RECORD_HORIZONS.slice(0, horizons).map((horizon) => ({
    ic: { ic: doubles(`ic ${horizon}`), pairs: doubles(`pairs ${horizon}`) },
    quantiles: {
      buckets,
      count: doubles(`count ${horizon}`),
      sum: doubles(`sum ${horizon}`),
      hits: doubles(`hits ${horizon}`),
    },
  }));
  return { ...facts, rowOf: columns.rowOf as Int32Array, sums };
}
