import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marketAsOf } from '../../../notebooks/components/market-as-of.js';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { tradeRule } from '../../../notebooks/components/rule-account.js';
import { answerRule } from '../../../notebooks/components/rule-answer.js';
import { findMatches } from '../../../notebooks/components/rule-matches.js';
import { whyNot } from '../../../notebooks/components/rule-why.js';
import { isoDate } from '../../../models/bars/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { type Database, openForReading, openForWriting } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';
import { marketOf } from './market-of-database.js';

/** The sessions before the split and before the dividend of the first symbol. */
const DAYS = [299, 349];
const RULES = [
  'rsi(2) < 30',
  'close > 80 and close > sma(close, 50)',
  'rank(volume) > 0.7 and return_21 > 0',
  'score > 10',
];

let folder: string;
let market: LoadedMarket;
/** By day, the market of a database in which nothing after that day was ever stored. */
const cut = new Map<number, LoadedMarket>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-as-it-was-'));
  const whole = join(folder, 'whole.duckdb');
  await fillFixture(whole, { symbols: 10, sessions: 600 });
  await change(whole, async (database) => {
    // One symbol lists late: before, nobody knew of it.
    await database.run(
      `DELETE FROM bars WHERE symbol_id = 4 AND date < (SELECT date FROM bars WHERE symbol_id = 0 ORDER BY date LIMIT 1 OFFSET 320)`,
    );
    await database.run(
      `INSERT INTO actions SELECT 0, date, 'dividend', 0.99 FROM bars WHERE symbol_id = 0 ORDER BY date LIMIT 1 OFFSET 350`,
    );
    // One symbol has left the universe, the others are in it still.
    await database.run(
      `INSERT INTO membership SELECT symbol, first_bar, if(symbol_id = 5, last_bar - 150, NULL) FROM symbols`,
    );
    await storeBenchmark(database);
  });
  market = await read(whole);
  for (const day of DAYS) {
    const path = join(folder, `${day}.duckdb`);
    copyFileSync(whole, path);
    const date = isoDate(market.sessions[day]);
    await change(path, async (database) => {
      for (const table of ['bars', 'regimes'])
        await database.run(`DELETE FROM ${table} WHERE date > $1::DATE`, [date]);
      await database.run('DELETE FROM actions WHERE ex_date > $1::DATE', [date]);
      await database.run('UPDATE runs SET as_of = $1::DATE', [date]);
      await storeBenchmark(database);
    });
    cut.set(day, await read(path));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function change(path: string, act: (database: Database) => Promise<void>): Promise<void> {
  const database = await openForWriting(path);
  await act(database);
  await database.run('CHECKPOINT');
  database.close();
}

async function read(path: string): Promise<LoadedMarket> {
  const database = await openForReading(path);
  try {
    return await marketOf(database, await loadRunFacts(database));
  } finally {
    database.close();
  }
}

test('a membership without an end goes on; one with an end does not', () => {
  for (const { symbol, eligible, sessionOfBar } of market.symbols) {
    expect(eligible?.[0]).toBe(1);
    expect(eligible?.[sessionOfBar.length - 1]).toBe(symbol === 'S0005' ? 0 : 1);
  }
});

describe.each(DAYS)('as it was on session %i', (day) => {
  const then = () => marketAsOf(market, market.sessions[day]);
  const known = () => cut.get(day) as LoadedMarket;

  test('the market is that of data which end there, to the last bit', () => {
    const bare = ({ sessions, symbols, header }: LoadedMarket) => ({
      sessions: Array.from(sessions),
      symbols,
      asOf: header.asOf,
      benchmark: header.benchmark,
      regimes: header.regimes,
    });
    expect(bare(then())).toEqual(bare(known()));
  });

  test.each(RULES)('%s: matches, outcomes and equity are those of data which end there', (rule) => {
    const [here, there] = [then(), known()];
    const matches = [findMatches(here, rule), findMatches(there, rule)];
    const answer = answerRule(here, rule, matches[0], 'long');
    expect(answer).toEqual(answerRule(there, rule, matches[1], 'long'));
    expect(tradeRule(here, matches[0], 'short')).toEqual(tradeRule(there, matches[1], 'short'));
    expect(answer.to).toBe(isoDate(market.sessions[day]));
    expect(answer.matches).toBeGreaterThan(0);
    for (const row of answer.byHorizon) expect(row.n + row.open).toBe(answer.matches);
  });

  test('a reason why not is that of then, prices as they were quoted then', () => {
    const [{ symbol }] = market.symbols;
    const time = market.sessions[day];
    const limit = 'close > 1000';
    expect(whyNot(then(), limit, symbol, time)).toEqual(whyNot(known(), limit, symbol, time));
  });
});

test('a match of the last session is open at every horizon, and no gain is made up for it', () => {
  const then = marketAsOf(market, market.sessions[DAYS[1]]);
  const [year, month, day] = isoDate(market.sessions[DAYS[1]]).split('-').map(Number);
  const rule = `year == ${year} and month == ${month} and day == ${day}`;
  const { byHorizon, tonight } = answerRule(then, rule, findMatches(then, rule), 'long');
  expect(tonight.length).toBeGreaterThan(5);
  for (const { n, open, mean, hitRate } of byHorizon)
    expect({ n, open, mean, hitRate }).toEqual({ n: 0, open: tonight.length, mean: null, hitRate: null });
});

test('the very first session has an answer too: nothing is known, nothing was traded', () => {
  const then = marketAsOf(market, market.sessions[0]);
  const matches = findMatches(then, 'rsi(2) < 30');
  expect(answerRule(then, 'rsi(2) < 30', matches, 'long').matches).toBe(0);
  const account = tradeRule(then, matches, 'long');
  expect({ trades: account.trades, equity: Array.from(account.equity) }).toEqual({ trades: 0, equity: [1] });
});

test('the last session is the market itself, and a day without a session is refused by name', () => {
  expect(marketAsOf(market, market.sessions[market.sessions.length - 1])).toBe(market);
  expect(() => marketAsOf(market, market.sessions[0] - 86_400_000)).toThrow(/20\d\d-\d\d-\d\d is no session/);
});
