import type { ScoreSums } from '../../../models/statistics/index.js';
import type { CacheEntry } from '../../cache/index.js';
import type { ScanCache } from '../scan-cache.js';
import type { ScanKeys } from '../scan-keys.js';
import type { ScanTask } from '../scan-task.js';
import { baseKeys, writePointer } from './base-keys.js';
import { baseValue } from './base-value.js';
import { digestMarket } from './market-digest.js';

/** A scan that was done to its end, as far as a later one goes on from it. */
export interface FinishedScan {
  /** By the symbol's index; undefined for symbols without bars. */
  readonly rows: readonly (Float64Array | undefined)[];
  readonly sums: readonly ScoreSums[];
  /** What computing it from the first bar takes. */
  readonly costMs: number;
}

const BLOCK_BYTES = 8 * 2 ** 20;
/** Beyond this, writing a base takes longer than it saves, and the cache has better use for the room. */
const MOST_BYTES = 256 * 2 ** 20;

/** Puts what a later scan needs to go on from this one in the cache, in the background. */
export async function keepBase(
  { market, database, adjust }: ScanTask,
  { cache }: ScanCache,
  keys: ScanKeys,
  { rows, sums, costMs }: FinishedScan,
): Promise<void> {
  const present = [...rows.keys()].filter((index) => rows[index] !== undefined);
  const width = rows[present[0]]?.length ?? 0;
  if (present.length === 0 || 8 * width * present.length > MOST_BYTES) return;
  const places = baseKeys(keys, await digestMarket(database, market, market.asOf, adjust));
  const perBlock = Math.max(1, Math.floor(BLOCK_BYTES / (8 * width)));
  const blocks = Math.ceil(present.length / perBlock);
  const entries: CacheEntry[] = Array.from({ length: blocks }, (_, block) => {
    const part = present.slice(block * perBlock, (block + 1) * perBlock);
    const joined = new Float64Array(part.length * width);
    part.forEach((index, k) => joined.set(rows[index] as Float64Array, k * width));
    const value = { columns: { rows: joined } };
    return { key: places.block(block), subject: places.subject, value, costMs: 0 };
  });
  const base = baseValue({
    asOf: market.asOf,
    scanKey: keys.scan,
    symbols: market.symbols.map(({ symbol }) => symbol),
    rowOf: Int32Array.from(present),
    blocks,
    costMs,
    sums,
  });
  cache.setLater('state', [
    ...entries,
    { key: places.base, subject: places.subject, value: base, costMs: 0 },
  ]);
  writePointer(cache, keys, market.asOf);
}
