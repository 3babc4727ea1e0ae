import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CACHE_KINDS, cacheConfigSchema, KEPT_KINDS } from '../../../pipelines/cache/index.js';

const PIPELINES = join(import.meta.dirname, '../../../pipelines');
const WRITES = /(?:(?:setMany|setLater|getOrComputeMany)\(|getOrCompute\(\s*\w+,)\s*'(\w+)'/g;

it('kinds have the numbers they were first stored with', () => {
  expect(CACHE_KINDS.slice(0, 9)).toEqual([
    'features',
    'scores',
    'bars',
    'predictions',
    'scan',
    'sweep',
    'vendor',
    'state',
    'backtest',
  ]);
});

it('a kind is offered to users exactly when something is kept as it', () => {
  const written = new Set<string>();
  for (const file of readdirSync(PIPELINES, { recursive: true, withFileTypes: true })) {
    if (!file.name.endsWith('.ts') || file.parentPath.startsWith(join(PIPELINES, 'cache'))) continue;
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    for (const [, kind] of text.matchAll(WRITES)) written.add(kind);
  }
  expect([...written].sort()).toEqual([...KEPT_KINDS].sort());
  for (const kind of CACHE_KINDS) {
    const isOffered = KEPT_KINDS.includes(kind);
    expect(cacheConfigSchema.safeParse({ ttlMs: { [kind]: 1000 } }).success).toBe(isOffered);
  }
});
