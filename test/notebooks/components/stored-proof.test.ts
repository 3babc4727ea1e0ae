import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { proofSentence } from '../../../notebooks/components/proof-sentence.js';
import { proveStored, type StoredRun } from '../../../notebooks/components/stored-proof.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { type StrategiesSnapshot, strategiesSnapshot } from '../../../pipelines/site/snapshots/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { technicJson } from '../../pipelines/cli/run-technic.js';
import { marketOf } from './market-of-database.js';

const LEAGUE = [
  'buy-and-hold',
  'sma-cross',
  'donchian-breakout',
  'momentum-rotation',
  'reversal-neutral',
].map((strategy) => ({ name: strategy.replaceAll('-', '_'), title: strategy, strategy }));
const workspace = mkdtempSync(join(tmpdir(), 'technic-proof-'));
let market: LoadedMarket;
let snapshot: StrategiesSnapshot;

beforeAll(async () => {
  const config = join(workspace, 'technic.config.ts');
  writeFileSync(
    config,
    `export default ${JSON.stringify({ scans: [], strategies: LEAGUE, models: { trainDefault: false } })};`,
  );
  const flags = '--no-site --source synthetic --symbol-count 14 --years 1.5 --workspace';
  await technicJson(['nightly', '--config', config, ...flags.split(' '), workspace]);
  const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
  const facts = await loadRunFacts(database);
  market = await marketOf(database, facts);
  // As the page gets it: what does not survive JSON does not count as the same.
  snapshot = JSON.parse(JSON.stringify(await strategiesSnapshot(database, facts))) as StrategiesSnapshot;
  database.close();
}, 120_000);
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const storedRuns = (): StoredRun[] => snapshot.strategies.map((row) => ({ ...row, days: snapshot.days }));

test('every stored run comes out the same in the tab, to the last digit', () => {
  expect(storedRuns().length).toBeGreaterThan(4);
  for (const stored of storedRuns()) {
    const proof = proveStored(market, stored);
    expect(proof.differences, stored.name).toEqual([]);
    expect(proof.equityPoints).toBeGreaterThan(300);
    expect(proof.figures).toBeGreaterThan(60);
    expect(proofSentence(proof)).toMatch(/^Identical to the last digit: \d/);
  }
});

test('a digit changed in equity, a figure or a trade is found and named', () => {
  const stored = storedRuns().find(({ strategy }) => strategy === 'sma-cross');
  if (!stored) throw new Error('the league has no sma-cross');
  const equity = [...stored.equity];
  equity[7] += 1e-9 * equity[7];
  const day = new Date(stored.days[7] * 86_400_000).toISOString().slice(0, 10);
  expect(proveStored(market, { ...stored, equity }).differences).toEqual([
    `equity on ${day}: ${equity[7]} as stored, ${stored.equity[7]} here`,
  ]);
  const figures = { ...stored.figures, cagr: (stored.figures.cagr as number) * (1 + 1e-12) };
  expect(proveStored(market, { ...stored, figures }).differences[0]).toContain('cagr: ');
  const [symbol] = Object.keys(stored.digests);
  const digests = { ...stored.digests, [symbol]: 'other' };
  expect(proveStored(market, { ...stored, digests }).differences[0]).toBe(
    `trades of ${symbol}: not the same ones`,
  );
  const other = { ...stored, parameters: { ...stored.parameters, fast: 21 } };
  expect(proofSentence(proveStored(market, other))).toMatch(/^Not identical\. equity on/);
});
