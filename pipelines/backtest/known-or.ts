import { deserialize, serialize } from 'node:v8';
import { type CacheItem, type CacheValue, type CodeCache, getOrCompute } from '../cache/index.js';

/** A value of the kind `backtest` from the cache, or computed and kept, and which of the two. */
export async function knownOr(
  codeCache: CodeCache,
  item: CacheItem,
  compute: () => Promise<CacheValue>,
): Promise<{ readonly value: CacheValue; readonly isKnown: boolean }> {
  let isKnown = true;
  const [value] = await getOrCompute(codeCache, 'backtest', [item], async () => {
    isKnown = false;
    return [await compute()];
  });
  return { value, isKnown };
}

/** As `knownOr`, of an answer that is small and has a shape of its own: it stands in one column. */
export async function knownAnswerOr<Answer>(
  codeCache: CodeCache,
  item: CacheItem,
  compute: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly isKnown: boolean }> {
  const { value, isKnown } = await knownOr(codeCache, item, async () => ({
    columns: { answer: new Uint8Array(serialize(await compute())) },
  }));
  return { answer: deserialize(value.columns.answer as Uint8Array) as Answer, isKnown };
}
