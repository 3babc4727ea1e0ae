import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

interface Scan {
  readonly cache: {
    readonly tier: string;
    readonly hits: number;
    readonly misses: number;
    readonly computedSymbols: number;
    readonly bytesRead: number;
    readonly secondsSaved: number;
  };
  readonly results: readonly unknown[];
}

const SYMBOLS = 24;
const RULE = 'rsi(2) < 40';

let workspace: string;
let first: Scan;
const scan = (rule: string, ...flags: string[]) =>
  technicJson<Scan>(['scan', '--where', rule, '--workspace', workspace, ...source, ...flags]);
const source = ['--source', 'synthetic', '--symbol-count', String(SYMBOLS), '--years', '1'];

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-scan-cache-'));
  first = await scan(RULE);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe('technic scan', () => {
  test('in a new process finds what the last one left in the cache, and the same results', async () => {
    expect(first.cache).toMatchObject({ tier: 'embedded', hits: 0, computedSymbols: first.cache.misses });
    expect(first.cache.misses).toBeGreaterThanOrEqual(SYMBOLS);
    const second = await scan(RULE);
    expect(second.cache).toMatchObject({ hits: first.cache.misses, misses: 0, computedSymbols: 0 });
    expect(second.cache.bytesRead).toBeGreaterThan(0);
    expect(second.cache.secondsSaved).toBeGreaterThan(0);
    expect(second.results).toEqual(first.results);
    expect(first.results.length).toBeGreaterThan(0);
  });

  test('--no-cache computes everything, --refresh does so and fills the cache anew', async () => {
    const without = await scan(RULE, '--no-cache');
    expect(without.cache).toEqual({
      tier: 'none',
      hits: 0,
      misses: 0,
      computedSymbols: first.cache.misses,
      extendedSymbols: 0,
      bytesRead: 0,
      secondsSaved: 0,
    });
    const anew = await scan(RULE, '--refresh');
    expect(anew.cache).toMatchObject({ tier: 'embedded', hits: 0, computedSymbols: first.cache.misses });
    expect([without.results, anew.results]).toEqual([first.results, first.results]);
  });

  test('started twice at once computes once', async () => {
    const both = await Promise.all([scan('rsi(3) < 40'), scan('rsi(3) < 40')]);
    const computed = both.map(({ cache }) => cache.computedSymbols);
    expect(computed.sort((a, b) => a - b)).toEqual([0, first.cache.misses]);
    expect(both[0].results).toEqual(both[1].results);
  });

  test('warns once of a cache that cannot be reached, and says in words what came of it', async () => {
    const n = first.cache.misses;
    const env = { REDIS_URL: 'redis://:s3cr3t@127.0.0.1:1' };
    const away = await technic(['scan', '--where', RULE, '--workspace', workspace, '--quiet', ...source], {
      env,
    });
    expect(away.code).toBe(0);
    expect(away.stdout).toContain(`cache on Redis: 0 of ${n} symbols known; ${n} computed`);
    expect(away.stderr.match(/warning: cache \(redis\) unreachable/g)).toHaveLength(1);
    expect(away.stdout + away.stderr).not.toContain('s3cr3t');
  });
});
