import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findStrategy } from '../../../models/strategies/index.js';
import { type LoadedInputs, loadInputs } from '../../../pipelines/backtest/index.js';
import { type Cache, cacheConfigSchema, type KindUses, openCache } from '../../../pipelines/cache/index.js';
import { leagueWithCache, type LeagueStrategy, runLeague } from '../../../pipelines/league/index.js';
import { neighbourhood } from '../../../pipelines/league/neighbourhood.js';
import { strategiesSnapshot } from '../../../pipelines/site/snapshots/index.js';
import { loadRunFacts } from '../../../pipelines/site/run-facts.js';
import { openForReading, type Row } from '../../../pipelines/store/index.js';
import { heldInputs } from '../backtest/held-inputs.js';
import { startRedis } from '../cache/redis-server.js';
import { technicJson, WHOLE_CONFIG } from '../cli/run-technic.js';

const workspace = mkdtempSync(join(tmpdir(), 'technic-league-'));
const nightly = (...more: string[]) =>
  technicJson<{ cacheKinds: KindUses }>([
    'nightly',
    '--no-site',
    '--source',
    'synthetic',
    '--symbol-count',
    '22',
    '--years',
    '1.5',
    '--workspace',
    workspace,
    '--config',
    WHOLE_CONFIG,
    ...more,
  ]);
const query = async (sql: string): Promise<Row[]> => {
  const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
  try {
    return await database.rows(sql);
  } finally {
    database.close();
  }
};

beforeAll(async () => {
  const { cacheKinds } = await nightly('--as-of', '2025-10-01');
  expect(cacheKinds.backtest).toMatchObject({ hits: 0, misses: 6 });
  const tried = ['sma-cross', '--param', 'fast=7', '--symbols', 'SYN001'];
  await technicJson(['backtest', ...tried, '--workspace', workspace]);
  await nightly();
}, 120_000);
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test('every trial ever made counts against each strategy, once, those from the command line too', async () => {
  const [{ n, strategies }] = await query(
    'SELECT count(*) AS n, count(DISTINCT strategy) AS strategies FROM strategy_trials',
  );
  const rows = await query('SELECT DISTINCT run_id, trials FROM strategies ORDER BY run_id');
  expect(rows.map(({ trials }) => trials)).toEqual([Number(n), Number(n) + 1]);
  expect(Number(strategies)).toBe(6);
  expect(Number(n)).toBeGreaterThan(40);
});

test('equity ends where the trades and the cash say: starting cash plus every pnl, open ones at the last close', async () => {
  const rows = await query(`
    SELECT e.name, arg_max(e.equity, e.date) AS final, s.symbols, any_value(t.pnl) AS pnl
    FROM strategy_equity e JOIN strategies s USING (run_id, name)
    JOIN (SELECT name, sum(pnl) AS pnl FROM strategy_trades GROUP BY name) t USING (name)
    WHERE s.account = 'each' GROUP BY e.name, s.symbols`);
  expect(rows.length).toBeGreaterThan(2);
  for (const { final, symbols, pnl } of rows)
    expect(Number(final)).toBeCloseTo(100_000 * Number(symbols) + Number(pnl), 4);
});

test('a night is recorded once, as it was said then, and stands beside what the backtest says of it now', async () => {
  const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
  const { strategies, days } = await strategiesSnapshot(database, await loadRunFacts(database));
  database.close();
  for (const { nights, equity, figures } of strategies) {
    expect(nights).toHaveLength(2);
    // Later splits and dividends rescale the prices of then, and with them whole shares.
    for (const { recorded, backtest } of nights) expect(backtest).toBeCloseTo(recorded, 5);
    expect(equity).toHaveLength(days.length);
    expect(Object.keys(figures).length).toBeGreaterThan(70);
  }
});

const LEAGUE: LeagueStrategy[] = [
  { name: 'cross', title: 'cross', strategy: 'sma-cross', parameters: {} },
  { name: 'broken', title: 'broken', strategy: 'sma-cross', parameters: { fast: -1 } },
  { name: 'rotation', title: 'rotation', strategy: 'momentum-rotation', parameters: { lookback: 63 } },
];
const load = async () => {
  const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
  const loaded = await loadInputs(database, { symbols: 'all', adjust: 'all' });
  database.close();
  return loaded;
};

const sourceOf = (loaded: LoadedInputs) => ({
  ...heldInputs(loaded),
  market: loaded.market,
  firstTime: loaded.market.sessions[0],
});

test('one worker and several say the same, and a strategy that cannot run is named while the others go on', async () => {
  const loaded = await load();
  const [one, two] = await Promise.all(
    [1, 2].map((workers) => runLeague(LEAGUE, loaded, { costBps: 10, workers })),
  );
  expect(two).toEqual(one);
  expect(one.runs.map(({ name }) => name)).toEqual(['cross', 'rotation']);
  expect(one.failures[0].message).toMatch(/fast must be an integer/);
});

test.each(['embedded', 'redis'] as const)(
  'what ran before on the same prices and costs is read from the cache (%s); what fails is not kept',
  async (backend) => {
    const whole = await load();
    const loaded = { ...whole, symbols: whole.symbols.slice(0, 2), inputs: whole.inputs.slice(0, 2) };
    const server = await startRedis();
    const directory = mkdtempSync(join(tmpdir(), 'technic-league-cache-'));
    const options = { costBps: 10, workers: 1 };
    const two = LEAGUE.slice(0, 2);
    const run = async (costBps: number, codeHash = 'code', own = loaded) => {
      const redis = { timeoutMs: 20_000, connectTimeoutMs: 20_000, graceMs: 1e6 };
      const config = cacheConfigSchema.parse({ backend, directory, memoryBytes: 0, redis });
      const cache: Cache = await openCache(config, {
        codeVersion: 'code-1',
        runId: 'r1',
        now: Date.now,
        log: () => undefined,
        env: { REDIS_URL: server.url },
      });
      const kept = { cache, codeHash, kernelHash: codeHash };
      const league = await leagueWithCache(two, sourceOf(own), { ...options, costBps }, kept);
      await cache.close();
      return league;
    };
    try {
      const fresh = await runLeague(two, loaded, options);
      expect(await run(10)).toEqual({ ...fresh, known: 0 });
      expect(await run(10)).toEqual({ ...fresh, known: 1 });
      // Keys are the same wherever values are kept.
      if (backend === 'redis') return;
      const [first, ...others] = loaded.inputs;
      const close = first.bars.close.slice();
      close[9] += 0.01;
      const bar = { ...loaded, inputs: [{ ...first, bars: { ...first.bars, close } }, ...others] };
      expect((await run(10, 'code', bar)).known).toBe(0);
      expect((await run(11)).known).toBe(0);
      expect((await run(10, 'other code')).known).toBe(0);
    } finally {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
);

test('neighbours stay within bounds and the condition, the chosen ones first, each once', () => {
  const strategy = findStrategy('sma-cross');
  const points = neighbourhood(strategy, { fast: 20, slow: 25 });
  expect(points[0]).toEqual({ fast: 20, slow: 25 });
  expect(points.length).toBeGreaterThan(5);
  expect(points.every(({ fast, slow }) => fast < slow)).toBe(true);
  expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
  expect(neighbourhood(findStrategy('buy-and-hold'), {})).toEqual([{}]);
});
