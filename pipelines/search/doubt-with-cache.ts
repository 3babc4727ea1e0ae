import { deserialize, serialize } from 'node:v8';
import { contentKey, ENGINE } from '../cache/index.js';
import { type Doubt, type DoubtOptions, doubtSweep } from './doubt.js';
import type { SweepTable } from './run-sweep.js';
import type { SweepCache } from './sweep-cache.js';

/** As `doubtSweep`; the doubts about the same table, asked in the same way, are taken from the cache. */
export async function doubtWithCache(
  table: SweepTable,
  options: DoubtOptions,
  sweepCache: SweepCache | undefined,
): Promise<Doubt> {
  if (sweepCache === undefined) return doubtSweep(table, options);
  const { cache, codeHash, refresh = false } = sweepCache;
  const { combinations, sessions, equity } = table;
  const key = contentKey(['doubt', ENGINE, codeHash, { combinations, sessions, equity }, options]);
  const item = { key, subject: `doubt of ${contentKey(combinations).slice(0, 8)}` };
  const compute = () => ({ columns: { doubt: new Uint8Array(serialize(doubtSweep(table, options))) } });
  if (!refresh) {
    const [value] = await cache.getOrComputeMany('sweep', [item], async () => [compute()]);
    return deserialize(value.columns.doubt as Uint8Array) as Doubt;
  }
  const begun = performance.now();
  const value = compute();
  cache.setLater('sweep', [{ ...item, value, costMs: performance.now() - begun }]);
  return deserialize(value.columns.doubt) as Doubt;
}
