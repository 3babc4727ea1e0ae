import { expect, it } from 'vitest';
import {
  cacheConfigSchema,
  cacheLimits,
  cacheReport,
  lastLookups,
  writeTrace,
} from '../../../pipelines/cache/index.js';
import { createTraceRecorder } from '../../../pipelines/cache/trace.js';
import { openForWriting } from '../../../pipelines/store/index.js';

const DAY_MS = 86_400_000;

it('a value that no longer fits is told by what moved: the question, the prices or the program', async () => {
  const database = await openForWriting(':memory:');
  let time = Date.UTC(2026, 0, 5);
  /** Asks for a symbol of which something else is stored. */
  const ask = async (runId: string, symbol: string) => {
    time += 1000;
    const trace = createTraceRecorder(runId);
    const none = { bytes: 0, latencyUs: 1, costMs: 0, ageMs: Number.NaN, remainingMs: Number.NaN };
    const asked = {
      at: time,
      kind: 'features',
      key: `key-${time}`,
      subject: symbol,
      tier: 'memory',
    } as const;
    trace.add({ ...asked, ...none, cause: 'version' });
    await writeTrace(database, trace.drain());
  };
  const night = async (runId: string, code: string, data: string, symbols: readonly string[]) => {
    for (const symbol of symbols) await ask(runId, symbol);
    await database.run(
      `INSERT INTO runs VALUES ($1, make_timestamp($2::BIGINT), make_timestamp($2::BIGINT), DATE '2026-01-05', 'i', 's',
       $4, $3, 1, '{}', 1, 1, 0, 'up', 0)`,
      [runId, time * 1000, code, data],
    );
    time += 1000;
  };
  await night('n1', 'a', 'p', ['A', 'B', 'C']);
  await ask('by-hand', 'A');
  time += DAY_MS;
  await night('n2', 'a', 'q', ['B']);
  await ask('by-hand-2', 'C');
  time += DAY_MS;
  await night('n3', 'b', 'r', ['A']);
  const told = async (symbol: string) => (await lastLookups(database, symbol))[0].words;
  expect(await told('A')).toBe('missed (version): the program changed between night n1 and night n3');
  expect(await told('B')).toBe('missed (version): the prices changed between night n1 and night n2');
  expect(await told('C')).toBe('missed (version): the prices changed between night n1 and night n2');
  const { causes } = await cacheReport(database, cacheLimits(cacheConfigSchema.parse({}), {}));
  expect(causes.map(({ cause, changed, accesses }) => [cause, changed, accesses])).toEqual([
    ['version', 'prices', 2],
    ['version', 'program', 1],
    ['version', 'question', 1],
    // The first of all, with nothing on record before it.
    ['version', null, 3],
  ]);
  database.close();
});
