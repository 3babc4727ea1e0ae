import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SweepUse } from '../../../pipelines/search/index.js';
import { nightBefore } from './night-before.js';
import { interruptedWhen, technic, technicJson } from './run-technic.js';

const night = nightBefore();

interface SweepDocument {
  readonly trials: number;
  readonly combinations: readonly {
    readonly parameters: Record<string, number>;
    readonly figures: Record<string, number | null>;
  }[];
  readonly doubt: { readonly deflatedSharpe: number; readonly probabilityOfOverfitting: number };
  readonly cache: SweepUse;
  readonly stored: { readonly id: string; readonly trials: number };
}

const TWELVE = Array.from({ length: 12 }, (_, k) => `SYN${String(k + 1).padStart(3, '0')}`).join(',');

const sweep = (...more: string[]) =>
  technicJson<SweepDocument>([
    'sweep',
    'sma-cross',
    '--param',
    'fast=5:15:5',
    '--param',
    'slow=10:40:10',
    '--where',
    'fast < slow',
    '--workspace',
    night.folder,
    ...more,
  ]);

describe('sweep', () => {
  test('tries every admitted combination, and says how much to believe the best', async () => {
    const { trials, combinations, doubt } = await sweep('--symbols', 'SYN001,SYN002,SYN003');
    expect(trials).toBe(10);
    expect(combinations.every(({ parameters }) => parameters.fast < parameters.slow)).toBe(true);
    expect(doubt.deflatedSharpe).toBeGreaterThanOrEqual(0);
    expect(doubt.deflatedSharpe).toBeLessThanOrEqual(1);
    expect(doubt.probabilityOfOverfitting).toBeLessThanOrEqual(1);
  });

  test('is the same, bit for bit, with one thread, with two, and from the cache, and stored each time', async () => {
    const one = await sweep('--workers', '1', '--no-cache');
    const two = await sweep('--workers', '2');
    const known = await sweep();
    for (const other of [two, known]) {
      expect(other.combinations).toEqual(one.combinations);
      expect(other.doubt).toEqual(one.doubt);
      expect(other.stored.trials).toBe(one.stored.trials);
      expect(other.stored.id).not.toBe(one.stored.id);
    }
    const { tier, secondsSaved } = known.cache;
    expect(known.cache).toMatchObject({ hits: 10, misses: 0, computedCombinations: 0, computedSymbols: 0 });
    expect([one.cache.tier, tier, secondsSaved > 0]).toEqual(['none', 'embedded', true]);
    expect(two.cache).toMatchObject({ hits: 0, misses: 10, computedCombinations: 10, computedSymbols: 33 });
  });

  test('a figure of the sweep is the figure of the single backtest', async () => {
    const { combinations } = await sweep('--symbols', 'SYN004');
    const chosen = combinations.find(({ parameters }) => parameters.fast === 5 && parameters.slow === 20);
    const single = await technicJson<{ figures: Record<string, number> }>([
      'backtest',
      'sma-cross',
      '--param',
      'fast=5',
      '--param',
      'slow=20',
      '--symbols',
      'SYN004',
      '--workspace',
      night.folder,
    ]);
    for (const name of ['finalEquity', 'sharpe', 'closedTrades', 'alpha', 'informationRatio', 'upCapture']) {
      expect(Number.isFinite(single.figures[name]), name).toBe(true);
      expect(chosen?.figures[name]).toBe(single.figures[name]);
    }
  });

  test('a sweep over a sample that is interrupted goes on where it was, and leaves nothing behind', async () => {
    const file = join(night.folder, 'slow.ts');
    writeFileSync(
      file,
      `export const slow = { kind: 'code', name: 'slow', title: 'Slow', description: 'Long.', source: 'test', account: 'single',
        parameters: [{ name: 'n', title: 'n', default: 2, min: 2, max: 50, step: 2, integer: true }],
        prepare: ({ close }) => { let x = 0; for (let k = 0; k < 2e7; k++) x += Math.sqrt(k); return { close, x }; },
        decide: (i, account, { close }) => account.position === 0 && close[i] > close[i - 2] ? { entries: [{ side: 'long' }] } : undefined };`,
    );
    const latin = ['--method', 'latin', '--points', '2', '--no-look-ahead-check'];
    const args = ['sweep', file, ...latin, '--symbols', TWELVE];
    args.push('--no-store', '--workspace', night.folder);
    const sweeps = join(night.folder, 'cache', 'sweeps');
    const kept = () => (existsSync(sweeps) ? readdirSync(sweeps, { recursive: true }).map(String) : []);
    const blocks = () => kept().filter((name) => name.endsWith('.bin')).length;
    const { code, stderr } = await interruptedWhen([...args, '--workers', '1'], () => blocks() > 0);
    expect(stderr).toContain('interrupted');
    expect(code).toBe(130);
    expect(blocks()).toBeGreaterThan(0);
    const resumed = await technicJson<SweepDocument & { resumedBlocks: number }>(args);
    expect(resumed.resumedBlocks).toBeGreaterThan(0);
    expect(blocks()).toBe(0);
    const whole = await technicJson<SweepDocument & { resumedBlocks: number }>([...args, '--no-cache']);
    expect(whole.resumedBlocks).toBe(0);
    expect(resumed.combinations).toEqual(whole.combinations);
  });

  test('a strategy of one’s own is swept from its file, on all cores, and checked for look-ahead first', async () => {
    const file = join(night.folder, 'own.ts');
    const module = (
      shift: number,
    ) => `export const own = { kind: 'code', name: 'own', title: 'Own', description: 'Trend.',
      source: 'test', account: 'single',
      parameters: [{ name: 'n', title: 'n', default: 10, min: 2, max: 50, step: 4, integer: true }],
      prepare: ({ close }) => close,
      decide: (i, account, close) => account.position === 0 && close[i + ${shift}] > close[i - 10] ? { entries: [{ side: 'long' }] } : undefined };`;
    const args = [
      'sweep',
      file,
      '--param',
      'n=10:30:10',
      '--symbols',
      'SYN001,SYN002',
      '--no-store',
      '--workspace',
      night.folder,
    ];
    writeFileSync(file, module(0));
    const { trials, lookAhead } = await technicJson<SweepDocument & { lookAhead: { found: number } }>(args);
    expect([trials, lookAhead.found]).toEqual([3, 0]);
    writeFileSync(file, module(1));
    const peeking = await technic(args);
    expect(peeking.code).toBe(2);
    expect(peeking.stderr).toMatch(/own sees the future in "decide: entries"/);
    const found = await technic(['look-ahead', file, '--workspace', night.folder]);
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(/"decide: entries" looks ahead: its value at bar \d+/);
  });

  test('rules and an account for all symbols are swept from flags alone', async () => {
    const flags = '--param n=10:30:10 --rebalance weekly --drift 0.1 --hold top:3 --no-store --workspace';
    const { combinations, account } = await technicJson<SweepDocument & { account: string }>(
      ['sweep', '--rank', 'close / close[n] - 1'].concat(flags.split(' '), night.folder),
    );
    expect(account).toBe('portfolio');
    expect(combinations.map(({ parameters }) => parameters.n)).toEqual([10, 20, 30]);
    expect(combinations.every(({ figures }) => Number(figures.closedTrades) > 3)).toBe(true);
  });

  test.each([
    [['--param', 'fast=5:x'], /name=from:to:step/],
    [['--param', 'fats=5:50:5'], /no parameter "fats"/],
    [['--method', 'guess'], /--method is one of/],
    [['--walk-forward', '3'], /3y\/1y/],
  ])('%j is refused with what to do', async (flags, message) => {
    const { code, stderr } = await technic(['sweep', 'sma-cross', '--workspace', night.folder, ...flags]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
