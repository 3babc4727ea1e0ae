import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BundleRecord, recordPath } from '../../../pipelines/program/fresh-bundle.mjs';
import { keepBundle, PROJECT } from '../../../pipelines/program/index.js';

/** Modules whose code answers are kept under, as the sources name them for `codeHashOf`. */
const ENTRIES = readdirSync(join(PROJECT, 'pipelines'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(join(PROJECT, 'pipelines', file), 'utf8').matchAll(/^const \w+_CODE = '([^']+)';$/gm),
  ])
  .map(([, entry]) => entry);

/** What an answer goes through after it was found: none of its digits come from there. */
const AROUND = /^(loaders|notebooks|pipelines\/(cache|cli|config|research|run|serve|site|warm))\//;

test('answers of backtests, sweeps, factors, models and scans are kept under code of their own', () => {
  expect(ENTRIES.length).toBeGreaterThan(6);
  expect(new Set(ENTRIES).size).toBe(ENTRIES.length);
});

test.each(ENTRIES)('the code of %s can be told, so that no other change makes its answers miss', (entry) => {
  expect(keepBundle(entry)?.hash).toMatch(/^[0-9a-f]{64}$/);
});

/** A whole scan asks the cache for its symbols on the way. */
const WITHOUT_CACHE = ENTRIES.filter((entry) => !entry.startsWith('pipelines/scan/'));

test.each(WITHOUT_CACHE)('the code of %s comes to nothing that only asks or tells', (entry) => {
  keepBundle(entry);
  const { sources } = JSON.parse(readFileSync(recordPath(PROJECT, entry), 'utf8')) as BundleRecord;
  expect(sources.map(([path]) => path)).toContain(entry);
  expect(sources.filter(([path]) => AROUND.test(path))).toEqual([]);
});
