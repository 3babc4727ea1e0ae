import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cache, cacheConfigSchema, openCache, spoolTrace } from '../../../pipelines/cache/index.js';
import { recordCache } from '../../../pipelines/run/record-cache.js';
import { openForWriting } from '../../../pipelines/store/index.js';
import { locateWorkspace } from '../../../pipelines/workspace/index.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 22);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-record-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A cache that has been asked once for a value that it had not. */
async function askedOnce(runId: string, at: number): Promise<Cache> {
  const context = { codeVersion: 'c', runId, now: () => at, log: () => undefined };
  const cache = await openCache(cacheConfigSchema.parse({ backend: 'memory' }), context);
  const item = { key: `key-${runId}`, subject: 'AAPL' };
  await cache.getMany('features', [item]);
  await cache.setMany('features', [{ ...item, value: { columns: { x: Float64Array.of(1) } }, costMs: 3 }]);
  return cache;
}

it('a night records its own lookups and those of the commands before it, and folds what is older than four weeks', async () => {
  const workspace = locateWorkspace(folder);
  const old = await askedOnce('old', NOW - 29 * DAY_MS);
  const between = await askedOnce('between', NOW - DAY_MS);
  for (const cache of [old, between]) spoolTrace(workspace.traces, cache.drainTrace());
  const cache = await askedOnce('night', NOW);
  const database = await openForWriting(':memory:');
  const said: string[] = [];
  const warn = (message: string) => void said.push(message);
  const taken = await recordCache(database, { cache, runId: 'night', workspace, now: NOW, warn });
  expect(taken).toHaveLength(2);
  expect(await database.rows('SELECT run_id, cause FROM cache_trace ORDER BY at_ms')).toEqual([
    { run_id: 'between', cause: 'cold' },
    { run_id: 'night', cause: 'cold' },
  ]);
  expect(await database.rows('SELECT run_id, accesses, cost_ms FROM cache_days')).toEqual([
    { run_id: 'old', accesses: 1, cost_ms: 3 },
  ]);
  expect(await database.rows('SELECT run_id, kind, entries FROM cache_sizes')).toEqual([
    { run_id: 'night', kind: 'features', entries: 1 },
  ]);
  expect(said).toEqual([]);
  database.close();
  for (const one of [old, between, cache]) await one.close();
});

it('a record that cannot be written is a warning, and the traces stay for the next night', async () => {
  const workspace = locateWorkspace(folder);
  const cache = await askedOnce('between', NOW);
  spoolTrace(workspace.traces, cache.drainTrace());
  const database = await openForWriting(':memory:');
  await database.run('DROP TABLE cache_trace');
  const said: string[] = [];
  const warn = (message: string) => void said.push(message);
  expect(await recordCache(database, { cache, runId: 'n', workspace, now: NOW, warn })).toEqual([]);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('what the cache did is not on record: ');
  database.close();
  await cache.close();
});
