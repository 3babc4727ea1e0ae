import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { technic, technicJson } from '../../pipelines/cli/run-technic.js';

interface Statistics {
  readonly tier: string;
  readonly lookups: number;
  readonly hits: number;
  readonly secondsSaved: number;
  readonly byKindAndTier: readonly { readonly kind: string; readonly hits: number }[];
  readonly causes: readonly { readonly cause: string; readonly accesses: number }[];
  readonly held: readonly { readonly kind: string; readonly entries: number; readonly bytes: number }[];
}
interface Explanation {
  readonly cached: readonly { readonly kind: string; readonly words: string }[];
  readonly lookups: readonly {
    readonly kind: string;
    readonly subject: string;
    readonly outcome: string;
    readonly cause: string | null;
    readonly words: string;
  }[];
}

let workspace: string;
let symbols: number;
/** Values to go on from when further bars have come. */
let states: number;
let asked: string;
const cache = <T>(...args: string[]) => technicJson<T>(['cache', ...args, '--workspace', workspace]);
const scan = () =>
  technicJson<{ cache: { hits: number; misses: number }; results: readonly { symbol: string }[] }>([
    'scan',
    '--where',
    'rsi(2) < 101',
    '--workspace',
    workspace,
    '--source',
    'synthetic',
    '--symbol-count',
    '12',
    '--years',
    '1',
  ]);

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-cache-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe('technic cache', () => {
  test('says in a sentence that nothing has been asked of the cache yet', async () => {
    const { code, stdout } = await technic(['cache', 'stats', '--workspace', workspace]);
    expect(stdout).toContain('nothing has been asked of the cache yet');
    expect(code).toBe(0);
  });

  test('counts what two scans asked for, without a nightly between', async () => {
    const first = await scan();
    symbols = first.cache.misses;
    expect((await scan()).cache).toMatchObject({ hits: symbols, misses: 0 });
    const stats = await cache<Statistics>('stats');
    // Asked for: the scan as a whole, twice, and each symbol; what is kept to go on from is the scan's own affair.
    expect(stats.tier).toBe('embedded');
    const ofKind = (kind: string) => stats.byKindAndTier.find((row) => row.kind === kind);
    expect(ofKind('scan')).toMatchObject({ accesses: 2, hits: 1 });
    expect(ofKind('features')).toMatchObject({ accesses: symbols, hits: 0 });
    expect(stats.secondsSaved).toBeGreaterThan(0);
    const misses = stats.causes.reduce((sum, { accesses }) => sum + accesses, 0);
    expect(misses).toBe(stats.lookups - stats.hits);
    expect(stats.held.find(({ kind }) => kind === 'features')?.entries).toBe(symbols);
    states = stats.held.find(({ kind }) => kind === 'state')?.entries ?? 0;
    expect(states).toBeGreaterThan(0);
    const [{ symbol }] = first.results;
    asked = symbol;
    const explained = await cache<Explanation>('explain', symbol);
    expect(explained.cached).toMatchObject([{ kind: 'features' }]);
    // The second scan was found as a whole, and did not ask for its symbols.
    expect(explained.lookups).toMatchObject([
      { kind: 'features', subject: symbol, outcome: 'miss', cause: 'cold' },
      { kind: 'scan', subject: 'all symbols at once', outcome: 'hit', words: 'found' },
    ]);
    expect(explained.lookups[0].words).toContain('nothing had been stored for it before');
  });

  test('clears what is named and nothing else, and verifies the rest', async () => {
    expect(await cache('clear', '--kind', 'scan')).toMatchObject({ entries: 1 });
    expect(await cache('verify')).toEqual({ checked: symbols + states, damaged: [] });
  });

  test('bad usage exits 2 and says how to mend it', async () => {
    const { code, stderr } = await technic(['cache', 'clear', '--older-than', 'week']);
    expect(stderr).toContain('such as 7d');
    expect(code).toBe(2);
  });

  test('a store that does not answer fails clear and verify, names no password, and leaves stats and explain alone', async () => {
    const env = { REDIS_URL: 'redis://:s3cr3t@127.0.0.1:1' };
    const [verified, stats, explained] = await Promise.all([
      technic(['cache', 'verify', '--workspace', workspace], { env }),
      technic(['cache', 'stats', '--workspace', workspace], { env }),
      technic(['cache', 'explain', asked, '--workspace', workspace], { env }),
    ]);
    expect(verified.stderr).toContain('does not answer');
    expect(verified.code).toBe(1);
    expect(stats.stdout).toContain('lookups');
    expect(stats.code).toBe(0);
    expect(explained.stdout).toContain('nothing had been stored for it before');
    expect(explained.code).toBe(0);
    expect(verified.stdout + verified.stderr + stats.stdout + stats.stderr + explained.stderr).not.toContain(
      's3cr3t',
    );
  });
});
