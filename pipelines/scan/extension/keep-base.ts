import type { Cache } from '../../cache/index.js';
import type { ScoreSums } from '../../../models/statistics/index.js';
import type { RowBlock } from '../rows/index.js';
import type { ScanKeys } from '../scan-keys.js';
import type { ScanTask } from '../scan-task.js';
import { writeLastScan } from '../last-scan.js';
import { baseKeys } from './base-keys.js';
import { baseValue } from './base-value.js';
import { identifyMarket } from './market-identity.js';

/** A scan that was done to its end, as far as a later one goes on from it. */
export interface FinishedScan {
  /** The ends of all symbols' evaluations. */
  readonly blocks: readonly RowBlock[];
  readonly sums: readonly ScoreSums[];
  /** What computing it from the first bar takes. */
  readonly costMs: number;
}

/** Puts what a later scan needs to go on from this one in the cache, in the background. */
export async function keepBase(
  { market, database, adjust }: ScanTask,
  cache: Cache,
  keys: ScanKeys,
  { blocks, sums, costMs }: FinishedScan,
): Promise<void> {
  const identity = await identifyMarket(database, market, market.asOf, adjust);
  const places = baseKeys(keys);
  const { subject } = places;
  // One by one: blocks are large, and who writes several at once holds them all in memory again.
  blocks.forEach(({ rows }, number) => {
    cache.setLater('state', [
      { key: places.block(number), subject, value: { columns: { rows } }, costMs: 0 },
    ]);
  });
  const value = baseValue({
    asOf: market.asOf,
    scanKey: keys.scan,
    symbols: market.symbols.map(({ symbol, index }) => {
      return { symbol, identity: identity.symbols[index], features: keys.symbols[index] };
    }),
    surroundings: identity.surroundings,
    rowOf: Int32Array.from(blocks.flatMap(({ symbols }) => symbols)),
    blocks: blocks.length,
    costMs,
    sums,
  });
  cache.setLater('state', [{ key: places.base, subject, value, costMs: 0 }]);
  writeLastScan(cache, keys, { base: { session: market.asOf, key: places.base } });
}
