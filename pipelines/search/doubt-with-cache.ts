import { deserialize, serialize } from 'node:v8';
import { type CodeCache, codeHashOf, contentKey, ENGINE, getOrCompute } from '../cache/index.js';
import { type Doubt, type DoubtOptions, doubtSweep } from './doubt.js';
import type { SweepTable } from './run-sweep.js';

/** The code that doubts. */
const DOUBT_CODE = 'pipelines/search/doubt.ts';

/** As `doubtSweep`; the doubts about the same table, asked in the same way, are taken from the cache. */
export async function doubtWithCache(
  table: SweepTable,
  options: DoubtOptions,
  codeCache: CodeCache | undefined,
): Promise<Doubt> {
  if (codeCache === undefined) return doubtSweep(table, options);
  const { combinations, sessions, equity } = table;
  const code = codeHashOf(DOUBT_CODE, codeCache);
  const key = contentKey(['doubt', ENGINE, code, { combinations, sessions, equity }, options]);
  const item = { key, subject: `doubt of ${contentKey(combinations).slice(0, 8)}` };
  const [value] = await getOrCompute(codeCache, 'sweep', [item], async () => [
    { columns: { doubt: new Uint8Array(serialize(doubtSweep(table, options))) } },
  ]);
  return deserialize(value.columns.doubt as Uint8Array) as Doubt;
}
