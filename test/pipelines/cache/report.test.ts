import { expect, it } from 'vitest';
import {
  cacheConfigSchema,
  cacheLimits,
  cacheReport,
  openCache,
  writeTrace,
} from '../../../pipelines/cache/index.js';
import { createTraceRecorder } from '../../../pipelines/cache/trace.js';
import { openForWriting } from '../../../pipelines/store/index.js';

it('a loop over ten values that all fit misses ten times, in every view of the report', async () => {
  // Three minutes before midnight: the last of the accesses are of another day, and can be held out.
  let time = Date.UTC(2026, 0, 5, 23, 57);
  const config = cacheConfigSchema.parse({ backend: 'memory' });
  const cache = await openCache(config, {
    codeVersion: 'c',
    runId: 'r',
    now: () => time,
    log: () => undefined,
  });
  for (let i = 0; i < 300; i++) {
    const item = { key: `k${i % 10}`, subject: `S${i % 10}` };
    time += 1000;
    const [found] = await cache.getMany('scores', [item]);
    const value = { columns: { x: new Float64Array(100) } };
    if (found === undefined) await cache.setMany('scores', [{ ...item, value, costMs: 5 }]);
  }
  const database = await openForWriting(':memory:');
  await writeTrace(database, cache.drainTrace());
  const report = await cacheReport(database, cacheLimits(config, {}));
  expect(report.nights).toMatchObject([
    { day: '2026-01-05', accesses: 179, hit_ratio: 169 / 179, seconds_saved: 0.845 },
    { day: '2026-01-06', accesses: 121, hit_ratio: 1, cost_hit_ratio: 1, seconds_saved: 0.605 },
  ]);
  const [{ bytes_written: valueBytes }] = await database.rows(
    `SELECT min(bytes) AS bytes_written FROM cache_trace WHERE outcome = 'miss'`,
  );
  expect(report.kindByTier).toEqual([
    {
      kind: 'scores',
      tier: 'memory',
      accesses: 300,
      hits: 290,
      bytes_read: 290 * Number(valueBytes),
      bytes_written: 10 * Number(valueBytes),
      hit_ratio: 290 / 300,
      cost_hit_ratio: 290 / 300,
      seconds_saved: 1.45,
    },
  ]);
  expect(report.causes).toMatchObject([
    { cause: 'cold', accesses: 10 },
    { cause: 'hit', accesses: 290 },
  ]);
  const [{ curve, recommendation }] = report.kinds;
  expect(curve.missRatio.at(-1)).toBeCloseTo(10 / 300, 12);
  expect(curve.missRatio[0]).toBe(1);
  expect(recommendation?.heldOutAccesses).toBe(121);
  expect(recommendation?.recommendedCost).toBe(0);
  expect(report.advice[0]).toContain('Leave the cache as it is');
  expect(report.settings).toBeNull();
  expect(report.advice[1]).toMatch(
    /^scores: .* on the 121 lookups of the days held out: leave it, or save the room\.$/,
  );
  database.close();
  await cache.close();
});

it('a kind that was computed and never found saved nothing of its cost; of one without cost nothing is said', async () => {
  const database = await openForWriting(':memory:');
  const trace = createTraceRecorder('r');
  const none = {
    bytes: 0,
    latencyUs: 1,
    ageMs: Number.NaN,
    remainingMs: Number.NaN,
    tier: 'memory',
  } as const;
  for (const [kind, costMs] of [
    ['features', 5],
    ['state', 0],
  ] as const)
    trace.add({ at: 1, kind, key: 'k', subject: 'S', cause: 'cold', costMs, ...none });
  await writeTrace(database, trace.drain());
  const { kindByTier } = await cacheReport(database, cacheLimits(cacheConfigSchema.parse({}), {}));
  expect(kindByTier.map(({ kind, cost_hit_ratio: ratio }) => [kind, ratio])).toEqual([
    ['features', 0],
    ['state', null],
  ]);
  database.close();
});
