import { expect, it } from 'vitest';
import { cacheConfigSchema, cacheReport, openCache, writeTrace } from '../../../pipelines/cache/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';

it('a loop over ten values that all fit misses ten times, in every view of the report', async () => {
  let time = Date.UTC(2026, 0, 5);
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
  const report = await cacheReport(database, { capacityBytes: 1e9, ttlMs: () => 30 * 86_400_000 });
  expect(report.nights).toMatchObject([
    { kind: 'scores', accesses: 300, hit_ratio: 290 / 300, seconds_saved: 1.45 },
  ]);
  expect(report.causes).toMatchObject([
    { cause: 'cold', accesses: 10 },
    { cause: 'hit', accesses: 290 },
  ]);
  const [{ curve, recommendation }] = report.kinds;
  expect(curve.missRatio.at(-1)).toBeCloseTo(10 / 300, 12);
  expect(curve.missRatio[0]).toBe(1);
  expect(recommendation?.heldOutAccesses).toBe(90);
  expect(report.advice[0]).toMatch(/^scores: .* on 90 held-out lookups\.$/);
  database.close();
  await cache.close();
});
