import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compileStrategy, findStrategy, runBacktest } from '../../../models/strategies/index.js';
import {
  type BacktestQuestion,
  backtestKey,
  backtestUse,
  backtestWithCache,
  backtestWords,
  type ExamineContext,
  examine,
  examineWithCache,
  type LookAheadCheck,
  lookAheadWithCache,
} from '../../../pipelines/backtest/index.js';
import { type RedisServer, startRedis } from '../cache/redis-server.js';
import { createTrial, patient } from '../cache/trial.js';
import { randomBars } from '../search/random-bars.js';
import { heldInputs } from './held-inputs.js';

const BARS = 150;
const inputs = [1, 2, 3].map((seed) => ({ bars: randomBars(seed, BARS), sector: 'tools' }));
const { time, close } = inputs[2].bars;
const loaded = { symbols: ['A', 'B', 'C'], inputs, market: { benchmark: { time, close } } };
const held = heldInputs(loaded);
const parameters = { fast: 5, slow: 20 };
const question: BacktestQuestion = {
  strategy: { name: 'sma-cross' },
  parameters,
  options: { account: 'each', settings: { cash: 10_000, commission: { bps: 10 } } },
};
const questions = { by: ['year', 'sector'] as const, bootstrap: 20, permute: 20, seed: 1 };
const compiled = compileStrategy(findStrategy('sma-cross'), parameters);
const run = async (own = loaded) => runBacktest(compiled, own, question.options);
const refuse = (): Promise<never> => {
  throw new Error('it is in the cache');
};

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

describe.each(['embedded', 'redis'] as const)('backtests, cache %s', (backend) => {
  const trial = createTrial();
  /** Redis is shared by all tests here: each has code, so keys, of its own. */
  let codeHash: string;
  beforeEach(({ task }) => {
    codeHash = `code of ${task.id}`;
  });

  /** The cache as a new process opens it. */
  const openOne = async (url = redis.url) => {
    const cache = await trial.start(url, patient, { backend });
    return { cache, codeHash, kernelHash: codeHash };
  };

  it('done before are read in a new process, to the last digit, what was asked about them too', async () => {
    const computed = await run();
    expect(computed.trades.length).toBeGreaterThan(5);
    const context: ExamineContext = {
      ...loaded,
      regimes: Array.from(computed.time, () => 'calm'),
      options: {},
    };
    const answers = examine(computed, questions, context);
    const first = await openOne();
    const fresh = await backtestWithCache(question, held, first, run);
    expect([fresh.isKnown, fresh.result]).toEqual([false, computed]);
    const found = await examineWithCache(fresh, questions, context, first, async () => answers);
    expect(found).toEqual(answers);
    const later = await openOne();
    const known = await backtestWithCache(question, held, later, refuse);
    expect([known.isKnown, known.result]).toEqual([true, computed]);
    expect(Object.keys(known.result.trades[0])).toEqual(Object.keys(computed.trades[0]));
    expect(Object.keys(known.result.figures)).toEqual(Object.keys(computed.figures));
    expect(await examineWithCache(known, questions, context, later, refuse)).toEqual(answers);
    const other = { ...questions, seed: 2 };
    await expect(examineWithCache(known, other, context, later, refuse)).rejects.toThrow('in the cache');
    const use = backtestUse(later, { symbols: 3, isKnown: true });
    expect(use).toMatchObject({ tier: backend, hits: 3, misses: 0, computedSymbols: 0 });
    expect(backtestWords(use)).toMatch(/: 3 of 3 symbols known.*; 0 computed$/);
  });

  it('miss when one bar, a parameter, a cost or the code is another', async () => {
    await backtestWithCache(question, held, await openOne(), run);
    const changed = close.slice();
    changed[70] *= 1.01;
    const bars = { ...inputs[0].bars, close: changed };
    const bar = { ...loaded, inputs: [{ ...inputs[0], bars }, inputs[1], inputs[2]] };
    const moved = await backtestWithCache(question, heldInputs(bar), await openOne(), () => run(bar));
    expect([moved.isKnown, moved.result]).toEqual([false, await run(bar)]);
    const { options } = question;
    const others: readonly BacktestQuestion[] = [
      { ...question, parameters: { fast: 5, slow: 21 } },
      { ...question, options: { ...options, settings: { ...options.settings, commission: { bps: 11 } } } },
      { ...question, options: { ...options, riskFreeRate: 0.01 } },
    ];
    for (const other of others) {
      const { isKnown } = await backtestWithCache(other, held, await openOne(), () => run());
      expect(isKnown).toBe(false);
    }
    const upgraded = { ...(await openOne()), kernelHash: 'other code' };
    expect((await backtestWithCache(question, held, upgraded, () => run())).isKnown).toBe(false);
    expect((await backtestWithCache(question, held, await openOne(), refuse)).isKnown).toBe(true);
  });

  it('of one strategy are looked at for use of the future once, whatever was found', async () => {
    const asked = { strategy: question.strategy, parameters, settings: question.options.settings, seed: 1 };
    const found: LookAheadCheck = {
      symbols: ['A'],
      findings: [
        {
          symbol: 'A',
          column: 'entry',
          bar: 4,
          time: 4,
          cut: 3,
          future: 'truncated',
          expected: 1,
          actual: Number.NaN,
        },
      ],
    };
    const first = await openOne();
    expect(await lookAheadWithCache(asked, held, undefined, async () => found)).toEqual(found);
    expect(await lookAheadWithCache(asked, held, first, async () => found)).toEqual(found);
    const later = await openOne();
    expect(await lookAheadWithCache(asked, held, later, refuse)).toEqual(found);
    for (const other of [
      { ...asked, seed: 2 },
      { ...asked, parameters: { fast: 6, slow: 20 } },
      { ...asked, settings: {} },
      { ...asked, strategy: { code: 'changed' } },
    ])
      await expect(lookAheadWithCache(other, held, later, refuse)).rejects.toThrow('in the cache');
  });

  it('are computed again where they are damaged, and with refresh', async () => {
    const { key, result } = await backtestWithCache(question, held, await openOne(), () => run());
    const first = await openOne();
    const bytes = new Uint8Array(800);
    const memory = { key, storedAt: 0, expiresAt: Date.now() + 1e6, codeVersion: '' };
    const entry = { key, subject: 's', bytes, createdAt: 0, expiresAt: Date.now() + 1e6, costMs: 1, memory };
    await first.cache.backend?.write('backtest', [entry]);
    const again = await backtestWithCache(question, held, first, () => run());
    expect([again.isKnown, again.result]).toEqual([false, result]);
    const anew = { ...(await openOne()), refresh: true };
    expect((await backtestWithCache(question, held, anew, () => run())).isKnown).toBe(false);
    await anew.cache.written();
    expect((await backtestWithCache(question, held, await openOne(), refuse)).isKnown).toBe(true);
  });

  it('are the same with a cache that is down, and fail as without one', async () => {
    const down = await openOne('redis://127.0.0.1:1');
    if (backend === 'embedded') await down.cache.close();
    expect((await backtestWithCache(question, held, down, () => run())).result).toEqual(await run());
    await expect(backtestWithCache(question, held, await openOne(), refuse)).rejects.toThrow('in the cache');
  });
});

it('two different questions of a backtest never share a key', async () => {
  const asked = fc.record({
    strategy: fc.oneof(
      fc.record({ name: fc.constantFrom('x', 'y') }),
      fc.record({ code: fc.constantFrom('x', 'y') }),
      fc.record({ rules: fc.record({ entry: fc.constantFrom('x', 'y') }) }),
    ),
    fast: fc.integer({ min: 0, max: 2 }),
    account: fc.constantFrom('each' as const, 'portfolio' as const),
    cash: fc.constantFrom(1, 2),
    riskFreeRate: fc.option(fc.constantFrom(0, 0.01)),
    symbol: fc.constantFrom('A', 'B'),
    bump: fc.constantFrom(0, 1e-9),
    benchmark: fc.constantFrom(1, 2),
    code: fc.constantFrom('c1', 'c2'),
  });
  const keyOf = ({
    strategy,
    fast,
    account,
    cash,
    riskFreeRate,
    ...one
  }: typeof asked extends fc.Arbitrary<infer T> ? T : never) => {
    const changed = close.map((value, i) => (i === 9 ? value + one.bump : value));
    const options = { account, settings: { cash }, riskFreeRate: riskFreeRate ?? undefined };
    const panel = heldInputs({
      symbols: [one.symbol],
      inputs: [{ bars: { ...inputs[0].bars, close: changed } }],
      market: { benchmark: { time: Float64Array.of(0), close: Float64Array.of(one.benchmark) } },
    });
    const code = { codeHash: '', kernelHash: one.code };
    return backtestKey({ strategy, parameters: { fast }, options }, panel, code);
  };
  const seen = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(asked, async (one) => {
      const told = JSON.stringify(one);
      const key = await keyOf(one);
      expect(seen.get(key) ?? told).toBe(told);
      seen.set(key, told);
    }),
    { seed: 5, numRuns: 1500 },
  );
  expect(seen.size).toBeGreaterThan(500);
});
