import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sma } from '../../../models/indicators/index.js';
import {
  type CodeStrategy,
  compileStrategy,
  runPortfolioStrategy,
} from '../../../models/strategies/index.js';
import { labSettings, runEach } from '../../../notebooks/components/lab-accounts.js';
import { labResult } from '../../../notebooks/components/lab-run.js';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { sandboxAccount, sandboxPortfolio } from '../../../notebooks/components/sandbox-accounts.js';
import { runSandboxed, runSandboxedPortfolio } from '../../../notebooks/components/sandbox-run.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';
import { marketOf } from './market-of-database.js';

const SYMBOLS = 45;
const settings = labSettings(10);

/** Long above its average, the farthest above first: more want the twenty places than there are. */
const ranked: CodeStrategy<Float64Array> = {
  kind: 'code',
  name: 'ranked',
  title: 'ranked',
  description: '',
  source: 'the test',
  parameters: [{ name: 'period', title: 'bars', default: 20, min: 2, max: 100, step: 1, integer: true }],
  account: 'single',
  prepare: ({ close }, { period }) => sma(close, period).map((average, i) => close[i] / average - 1),
  decide(i, account, above) {
    if (account.position === 0 && above[i] > 0) return { entries: [{ side: 'long', rank: above[i] }] };
    return account.position > 0 && above[i] < 0 ? { exit: true } : undefined;
  },
};

let folder: string;
let market: LoadedMarket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-sandbox-'));
  await fillFixture(join(folder, 'a.duckdb'), { symbols: SYMBOLS, sessions: 300 });
  const database = await openForReading(join(folder, 'a.duckdb'));
  market = await marketOf(database, await loadRunFacts(database));
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = () => ({ parameters: { period: 15 }, settings, symbols: market.symbols });

test('a strategy in TypeScript shares one account as it does on the command line, to the last digit', () => {
  const symbols = market.symbols.map(({ symbol }) => symbol);
  // What --portfolio --size equity:0.05 --max-positions 20 --units fractional --commission-bps 10 says.
  const node = runPortfolioStrategy(
    compileStrategy(ranked, { period: 15 }),
    { symbols, inputs: market.symbols },
    {
      cash: 100_000,
      commission: { bps: 10, perShare: 0, perTrade: 0, minimum: 0 },
      size: { kind: 'equity', fraction: 0.05 },
      units: 'fractional',
      maxPositions: 20,
    },
  );
  const account = sandboxPortfolio(
    market,
    runSandboxedPortfolio(ranked, asked(), () => {}),
  );
  expect(account.equity).toEqual(node.equity);
  expect(account.time).toEqual(node.time);
  expect(account.trades).toEqual(node.trades);
  expect(account.rejectedCount).toBe(node.rejections.length);
  // The account was full: the rank decided.
  expect(Math.max(...node.positions)).toBe(20);
  expect(node.rejections.length).toBeGreaterThan(0);
  const shown = labResult(market, { id: 1, slot: 0, symbol: undefined }, account);
  expect(shown.equity.at(-1)).toBe(node.equity[node.equity.length - 1] / 100_000);
});

test('an account each adds up as rules and the command line do, in the order of the market', () => {
  const names = market.symbols.map(({ symbol }) => symbol);
  const own = market.symbols.map((one) => runSandboxed(ranked, asked(), one));
  const together = runEach(market, compileStrategy(ranked, { period: 15 }), settings);
  expect(sandboxAccount(market, names, own).equity).toEqual(together.equity);
});

test('it gives signs of life: as it prepares, then with ever more closes decided', () => {
  const signs: number[] = [];
  const bars = market.symbols[0].bars;
  const many = Array.from({ length: 140 }, (_, k) => ({ symbol: `S${k}`, bars }));
  runSandboxedPortfolio(ranked, { ...asked(), symbols: many }, (closes) => signs.push(closes));
  expect(signs.slice(0, 7)).toEqual(Array(7).fill(0));
  expect(signs.slice(7)).toEqual([20_000, 40_000]);
});

test('a strategy that chooses among many symbols is refused an account of one', () => {
  const chooser: CodeStrategy = { ...(ranked as CodeStrategy), account: 'portfolio' };
  expect(() => runSandboxed(chooser, asked(), market.symbols[0])).toThrow('in one account');
});

test('an account whose columns do not fit the sessions is not shown', () => {
  const portfolio = runSandboxedPortfolio(ranked, asked(), () => {});
  const short = { ...portfolio, longValue: portfolio.longValue.slice(1) };
  expect(() => sandboxPortfolio(market, short)).toThrow('longValue does not fit');
});
