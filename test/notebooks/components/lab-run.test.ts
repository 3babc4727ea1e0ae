import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownStrategy, runLab, yearReturns } from '../../../notebooks/components/lab-run.js';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { bootstrapBand } from '../../../notebooks/components/equity-band.js';
import { openSweep } from '../../../notebooks/components/lab-sweep.js';
import type { SweepQuestion } from '../../../notebooks/components/lab-protocol.js';
import { tradeRule } from '../../../notebooks/components/rule-account.js';
import { labAddress } from '../../../notebooks/components/rule-links.js';
import { findMatches } from '../../../notebooks/components/rule-matches.js';
import { parseIsoDate } from '../../../models/bars/index.js';
import { compileStrategy, findStrategy, runStrategy, strategies } from '../../../models/strategies/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';
import { marketOf } from './market-of-database.js';

let folder: string;
let market: LoadedMarket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-lab-'));
  await fillFixture(join(folder, 'a.duckdb'), { symbols: 12, sessions: 600 });
  const database = await openForReading(join(folder, 'a.duckdb'));
  market = await marketOf(database, await loadRunFacts(database));
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const question = { id: 1, slot: 0, parameters: {}, scope: 'one' as const, symbol: 'AAA', costBps: 10 };

test('a run in the page is the engine\u2019s own run to the last digit', () => {
  const direct = runStrategy(compileStrategy(findStrategy('sma-cross')), market.symbols[0], {
    cash: 100_000,
    commission: { bps: 10 },
  });
  const result = runLab(market, { ...question, strategy: 'sma-cross' });
  expect(result.equity).toEqual(direct.equity.map((value) => value / 100_000));
  expect(result.tradeCount).toBe(direct.trades.length);
  expect(result.trades[0]?.pnl).toBe(direct.trades.at(-1)?.pnl);
});

test('every ready-made strategy in rules runs, alone or on the universe', () => {
  for (const { name, account, kind } of strategies) {
    if (kind !== 'rules') continue;
    const scope = account === 'portfolio' ? 'all' : 'one';
    const result = runLab(market, { ...question, scope, strategy: name });
    expect(result.equity.every(Number.isFinite), name).toBe(true);
  }
});

test('own rules trade as they say; none at all is refused', () => {
  const rules = { entry: 'close > close[1]', exit: 'close < close[1]', short: '', cover: '', hold: 0 };
  expect(runLab(market, { ...question, strategy: rules }).tradeCount).toBeGreaterThan(50);
  expect(() => ownStrategy({ entry: ' ', exit: '', short: '', cover: '', hold: 0 })).toThrow(
    'write an entry',
  );
});

test('a rule brought from the Scan page earns in the Lab what it earned there, to the last digit', () => {
  const rule = 'rsi(2) < 30';
  const there = tradeRule(market, findMatches(market, rule), 'long');
  const address = new URLSearchParams(labAddress({ rule, direction: 'long' }).split('?')[1]);
  const here = runLab(market, {
    ...question,
    scope: 'all',
    costBps: Number(address.get('cost')),
    strategy: {
      entry: address.get('entry') ?? '',
      exit: '',
      short: '',
      cover: '',
      hold: Number(address.get('hold')),
    },
  });
  expect(here.tradeCount).toBe(there.trades);
  expect(here.tradeCount).toBeGreaterThan(100);
  expect(here.equity).toEqual(there.equity);
});

test('an unknown strategy, symbol or a portfolio on one symbol is refused in words', () => {
  expect(() => runLab(market, { ...question, strategy: 'nope' })).toThrow('unknown strategy "nope"');
  expect(() => runLab(market, { ...question, strategy: 'sma-cross', symbol: 'ZZZ' })).toThrow(
    'no symbol "ZZZ"',
  );
  expect(() => runLab(market, { ...question, strategy: 'momentum-rotation' })).toThrow(
    'run it on the universe',
  );
  expect(() => runLab(market, { ...question, scope: 'each', strategy: 'momentum-rotation' })).toThrow(
    'run it in one account',
  );
});

const swept: SweepQuestion = {
  id: 1,
  strategy: 'sma-cross',
  symbols: ['AAA'],
  x: { name: 'fast', from: 5, to: 50, steps: 10 },
  y: { name: 'slow', from: 20, to: 200, steps: 10 },
  parameters: {},
  costBps: 10,
};

function sweepAll(asked: SweepQuestion) {
  const sweep = openSweep(market, asked);
  for (let k = 0; k < sweep.symbols; k++) sweep.step();
  return sweep.result();
}

test('each cell of a sweep is the Lab\u2019s own run with those parameters', () => {
  const result = sweepAll(swept);
  expect(result.x.length).toBeGreaterThan(20);
  for (const k of [0, result.peak, result.x.length - 1]) {
    const run = runLab(market, {
      ...question,
      strategy: 'sma-cross',
      parameters: { fast: result.x[k], slow: result.y[k] },
    });
    expect(result.trades[k]).toBe(run.figures.closedTrades);
    expect(result.final[k]).toBe(run.equity[run.equity.length - 1] / run.equity[0] - 1);
    if (run.tradeCount > 0) expect(result.sharpe[k]).toBeCloseTo(run.figures.sharpe, 6);
    expect(result.x[k]).toBeLessThan(result.y[k]);
  }
  expect(result.sharpe[result.peak]).toBe(Math.max(...result.sharpe.filter((value) => !Number.isNaN(value))));
  expect(result.overfitting).toBeGreaterThanOrEqual(0);
  expect(result.overfitting).toBeLessThanOrEqual(1);
  expect(result.forward.length).toBe(Math.ceil((600 - 252) / 63));
});

test('a sweep over several symbols adds up their accounts, the delisted one with what it was worth last', () => {
  const symbols = ['AAA', 'S0002', 'S0003'];
  const small = { x: { ...swept.x, steps: 3 }, y: { ...swept.y, steps: 3 } };
  const result = sweepAll({ ...swept, ...small, symbols });
  const alone = symbols.map((symbol) => sweepAll({ ...swept, ...small, symbols: [symbol] }));
  expect(result.symbols).toBe(3);
  for (const k of [0, 3]) {
    expect(result.trades[k]).toBe(alone.reduce((sum, { trades }) => sum + trades[k], 0));
    expect(result.final[k]).toBeCloseTo(alone.reduce((sum, { final }) => sum + final[k], 0) / 3, 10);
  }
});

test('a sweep that cannot be run says why', () => {
  expect(() => sweepAll({ ...swept, symbols: ['ZZZ'] })).toThrow('no symbol "ZZZ"');
  expect(() => sweepAll({ ...swept, y: { ...swept.y, name: 'nope' } })).toThrow('has no parameter "nope"');
  expect(() => sweepAll({ ...swept, y: swept.x })).toThrow('two different parameters');
  expect(() => sweepAll({ ...swept, x: { ...swept.x, to: 999 } })).toThrow('goes from 1 to 200');
});

test('the band of an account that never moved is a line; of any other it is ordered and finite', () => {
  const flat = bootstrapBand(new Float64Array(50).fill(1));
  expect([...flat.low, ...flat.high].every((value) => value === 1)).toBe(true);
  const { low, middle, high, at } = runLab(market, { ...question, strategy: 'sma-cross' }).band;
  expect(at.at(-1)).toBe(599);
  low.forEach((value, i) => {
    expect(value).toBeLessThanOrEqual(middle[i]);
    expect(middle[i]).toBeLessThanOrEqual(high[i]);
  });
});

test('months chain to the whole return', () => {
  const { months, equity } = runLab(market, { ...question, strategy: 'sma-cross' });
  const chained = months.reduce((level, { result }) => level * (1 + result), 1);
  expect(chained).toBeCloseTo(equity[equity.length - 1] / equity[0], 10);
});

test('returns by year chain to the whole return', () => {
  const time = Float64Array.from(['2016-12-30', '2017-01-03', '2017-12-29', '2018-01-02'], parseIsoDate);
  const years = yearReturns(time, Float64Array.of(1, 1.1, 1.2, 0.9), Float64Array.of(1, 1, 2, 2));
  expect(years.map(({ year }) => year)).toEqual([2016, 2017, 2018]);
  expect(years[1].result).toBeCloseTo(0.2, 12);
  expect(years.reduce((value, { result }) => value * (1 + result), 1)).toBeCloseTo(0.9, 12);
});
