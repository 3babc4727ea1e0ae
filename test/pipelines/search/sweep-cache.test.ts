import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cache } from '../../../pipelines/cache/index.js';
import {
  doubtSweep,
  doubtWithCache,
  runModelSweep,
  runSweep,
  type SweepInputs,
  type SweepSetup,
  sweepUse,
  sweepWithCache,
  sweepWords,
} from '../../../pipelines/search/index.js';
import { type RedisServer, startRedis } from '../cache/redis-server.js';
import { createTrial, patient } from '../cache/trial.js';
import { heldInputs } from '../backtest/held-inputs.js';
import { randomBars } from './random-bars.js';

const BARS = 60;
const inputs = [1, 2, 3].map((seed) => ({ bars: randomBars(seed, BARS), sector: 'tools' }));
const loaded: SweepInputs = { symbols: ['A', 'B', 'C'], inputs };
const held = heldInputs(loaded);
const grid = (fasts: readonly number[]) => fasts.flatMap((fast) => [20, 30].map((slow) => ({ fast, slow })));
const setup: SweepSetup = {
  strategy: { name: 'sma-cross' },
  combinations: grid([5, 10]),
  settings: { cash: 100_000, commission: { bps: 10 } },
  sessions: inputs[0].bars.time,
};
const options = { workers: 1 };

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe.each(['embedded', 'redis'] as const)('sweeps, cache %s', (backend) => {
  const trial = createTrial();
  /** Redis is shared by all tests here: each has code, so keys, of its own. */
  let codeHash: string;
  beforeEach(({ task }) => {
    codeHash = `code of ${task.id}`;
  });

  /** The cache as a new process opens it. */
  const openOne = async (url = redis.url) => {
    const cache = await trial.start(url, patient, { backend });
    return { cache, codeHash, kernelHash: `kernel of ${codeHash}` };
  };
  const sweep = async (
    changed: Partial<SweepSetup> = {},
    more: { refresh?: boolean; kernelHash?: string; loaded?: SweepInputs } = {},
  ) => {
    const { loaded: own = loaded, ...rest } = more;
    const kept = { ...(await openOne()), ...rest };
    const table = await sweepWithCache(heldInputs(own), { ...setup, ...changed }, options, kept);
    await kept.cache.written();
    return table;
  };

  it('done before are read in a new process, to the last digit, their doubts too', async () => {
    const computed = await runSweep(loaded, setup, options);
    const first = await openOne();
    expect(await sweepWithCache(held, setup, options, first)).toEqual({ ...computed, known: 0 });
    const doubt = await doubtWithCache(computed, { seed: 1 }, first);
    expect(doubt).toEqual(doubtSweep(computed, { seed: 1 }));
    const later = await openOne();
    const again = await sweepWithCache(held, setup, options, later);
    expect(again).toEqual({ ...computed, known: 4 });
    expect(await doubtWithCache(again, { seed: 1 }, later)).toEqual(doubt);
    expect(later.cache.stats().byKind.sweep).toMatchObject({ hits: 5, misses: 0 });
    const use = sweepUse(later, { combinations: 4, known: again.known, symbols: 3 });
    expect(use).toMatchObject({ tier: backend, hits: 4, misses: 0, computedSymbols: 0 });
    expect(use.secondsSaved).toBeGreaterThan(0);
    expect(sweepWords(use)).toMatch(/: 4 of 4 combinations known.*; 0 computed$/);
  });

  it('with a larger grid compute the new combinations only', async () => {
    await sweep();
    const combinations = grid([3, 5, 10, 12]);
    const table = await sweep({ combinations });
    expect(table.known).toBe(4);
    const whole = await runSweep(loaded, { ...setup, combinations }, options);
    expect(table).toEqual({ ...whole, known: 4 });
  });

  it('of rules from the command line do so too, wherever the grid begins', async () => {
    const rules = (from: number) => ({
      kind: 'rules' as const,
      name: 'custom',
      title: '',
      description: '',
      source: '',
      account: 'single' as const,
      parameters: [{ name: 'n', title: 'n', default: from, min: from, max: 9, step: 1, integer: false }],
      rules: { entry: 'close > close[n]', exit: 'close < close[n]' },
    });
    await sweep({ strategy: { rules: rules(3) }, combinations: [{ n: 3 }, { n: 4 }] });
    const more = { strategy: { rules: rules(2) }, combinations: [{ n: 2 }, { n: 3 }, { n: 4 }] };
    const whole = await runSweep(loaded, { ...setup, ...more }, options);
    expect(await sweep(more)).toEqual({ ...whole, known: 2 });
  });

  it('miss when one bar, a cost, a label or the code is another', async () => {
    const combinations = grid([5]).slice(0, 1);
    expect((await sweep({ combinations })).known).toBe(0);
    expect((await sweep({ combinations })).known).toBe(1);
    const close = inputs[1].bars.close.slice();
    close[33] += 0.01;
    const [first, second, third] = inputs;
    const moved = { ...second, bars: { ...second.bars, close } };
    const bar = { ...loaded, inputs: [first, moved, third] };
    const changed = await sweep({ combinations }, { loaded: bar });
    expect(changed).toEqual({ ...(await runSweep(bar, { ...setup, combinations }, options)), known: 0 });
    const cost = { ...setup.settings, commission: { bps: 11 } };
    expect((await sweep({ combinations, settings: cost })).known).toBe(0);
    const label = { ...loaded, inputs: [first, { ...second, sector: 'food' }, third] };
    expect((await sweep({ combinations }, { loaded: label })).known).toBe(0);
    expect((await sweep({ combinations }, { kernelHash: 'another kernel' })).known).toBe(0);
    expect((await sweep({ combinations })).known).toBe(1);
  });

  it('compute a damaged value again', async () => {
    const table = await sweep();
    const { cache } = await openOne();
    const infos = [];
    for await (const info of cache.backend?.list('sweep') ?? []) infos.push(info);
    const [one] = infos.filter(({ subject }) => subject.startsWith('sma-cross fast 5, slow 20'));
    for (const info of infos) {
      if (info.subject !== one.subject) continue;
      const memory = { key: info.key, storedAt: 0, expiresAt: info.expiresAt, codeVersion: '' };
      await cache.backend?.write('sweep', [{ ...info, bytes: new Uint8Array(info.bytes), memory }]);
    }
    expect(await sweep()).toEqual({ ...table, known: 3 });
    expect(await sweep()).toEqual({ ...table, known: 4 });
  });

  it('are the same with a cache that is down', async () => {
    const down = await openOne('redis://127.0.0.1:1');
    if (backend === 'embedded') await down.cache.close();
    const table = await sweepWithCache(held, setup, options, down);
    expect(table).toEqual({ ...(await runSweep(loaded, setup, options)), known: 0 });
  });

  it('on which a symbol fails go without it whatever is known, and are not kept', async () => {
    const code = `export const own = { kind: 'code', name: 'own', parameters: [{ name: 'n', default: 2, min: 1, max: 9, integer: true }],
      prepare(bars, { n }) { if (n > 4 && bars.close[0] === ${inputs[2].bars.close[0]}) throw new Error('too much'); return { close: bars.close, n }; },
      decide: (i, account, { close, n }) => account.position === 0 && close[i] > close[i - n] ? { entries: [{ side: 'long' }] }
        : account.position > 0 && close[i] < close[i - n] ? { exit: true } : undefined };`;
    const own = { strategy: { code }, combinations: [{ n: 2 }, { n: 3 }] };
    expect((await sweep(own)).known).toBe(0);
    const more = { ...own, combinations: [...own.combinations, { n: 5 }] };
    const whole = await runSweep(loaded, { ...setup, ...more }, options);
    expect(whole.failures).toEqual([{ symbol: 'C', message: 'too much' }]);
    expect(await sweep(more)).toEqual({ ...whole, known: 0 });
    expect(await sweep(more)).toEqual({ ...whole, known: 0 });
    expect((await sweep(own)).known).toBe(2);
  });

  it('are computed anew with refresh, and put in the cache; a model search asks it as well', async () => {
    const search = {
      space: { parameters: [{ name: 'fast', min: 2, max: 9, step: 1, integer: true }], admits: () => true },
      count: 4,
      seed: 4,
      resolve: ({ fast }: Readonly<Record<string, number>>) => ({ fast, slow: 20 }),
    };
    const first = await runModelSweep(held, setup, search, options, await openOne());
    expect(first.known).toBe(0);
    expect((await sweep({ combinations: first.combinations }, { refresh: true })).known).toBe(0);
    const again = await runModelSweep(held, setup, search, options, await openOne());
    expect(again).toEqual({ ...first, known: 4 });
  });
});

/** The keys a sweep asks for, without computing anything. */
async function keysOf(own: SweepInputs, asked: SweepSetup, kernelHash: string): Promise<string[]> {
  const keys: string[] = [];
  const getOrComputeMany: Cache['getOrComputeMany'] = (_, items) => {
    for (const item of items) keys.push(typeof item === 'string' ? item : item.key);
    return Promise.reject(new Error('asked'));
  };
  const cache = { getOrComputeMany } as Cache;
  await expect(
    sweepWithCache(heldInputs(own), asked, options, { cache, codeHash: '', kernelHash }),
  ).rejects.toThrow('asked');
  return keys;
}

it('two different questions of a sweep never share a key', async () => {
  const bars = fc.float64Array({ minLength: 2, maxLength: 2, noNaN: true });
  const question = fc.record({
    close: bars,
    sector: fc.option(fc.constantFrom('a', 'b')),
    symbol: fc.constantFrom('A', 'B'),
    strategy: fc.oneof(
      fc.record({ name: fc.constantFrom('x', 'y') }),
      fc.record({ code: fc.constantFrom('x', 'y') }),
    ),
    parameters: fc.dictionary(fc.constantFrom('fast', 'slow'), fc.integer({ min: 0, max: 2 })),
    settings: fc.record({
      cash: fc.constantFrom(1, 2),
      maxBars: fc.option(fc.constant(1), { nil: undefined }),
    }),
    account: fc.constantFrom('each' as const, 'portfolio' as const),
    riskFreeRate: fc.constantFrom(0, 0.01),
    kernelHash: fc.constantFrom('k1', 'k2'),
  });
  const keyOf = async (one: Parameters<Parameters<typeof question.map>[0]>[0]) => {
    const flat = { ...inputs[0].bars, close: one.close };
    const [key] = await keysOf(
      { symbols: [one.symbol], inputs: [{ bars: flat, sector: one.sector }] },
      {
        strategy: one.strategy,
        combinations: [one.parameters],
        settings: one.settings,
        sessions: setup.sessions,
        account: one.account,
        figures: { convention: 'technic', riskFreeRate: one.riskFreeRate },
      },
      one.kernelHash,
    );
    return key;
  };
  const seen = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(question, async (one) => {
      const told = JSON.stringify([
        one,
        Array.from(one.close, (value) => (Object.is(value, -0) ? '-0' : value)),
      ]);
      const key = await keyOf(one);
      expect(seen.get(key) ?? told).toBe(told);
      seen.set(key, told);
    }),
    { seed: 11, numRuns: 400 },
  );
});
