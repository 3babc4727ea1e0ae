import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { findMatches } from '../../../notebooks/components/rule-matches.js';
import { ruleOnSession } from '../../../notebooks/components/rule-session.js';
import { whyNot } from '../../../notebooks/components/rule-why.js';
import { clauseWords } from '../../../notebooks/components/rule-why-box.js';
import { type DayRanking, type NamedScan, rankAsOf } from '../../../notebooks/components/scan-as-of.js';
import { parseRange, rangeText } from '../../../notebooks/components/scan-brush-state.js';
import { ruleRows } from '../../../notebooks/components/scan-criteria.js';
import { createCrossfilter } from '../../../notebooks/components/scan-crossfilter.js';
import { dayResults } from '../../../notebooks/components/scan-day-results.js';
import { isoDate } from '../../../models/bars/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { featuresSnapshot, resultsSnapshot } from '../../../pipelines/site/snapshots/index.js';
import { type Database, openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';
import { marketOf } from './market-of-database.js';

const SCANS: readonly NamedScan[] = [
  { name: 'dips', where: 'rsi(2) < 40 and rank(volume) > 0.3', rankBy: '-rsi(2)' },
];
const RULE = 'rsi(2) < 60 and close > sma(close, 20) and (close > open or volume > volume[1])';
const DAY = 400;

let folder: string;
let database: Database;
let market: LoadedMarket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-session-'));
  await fillFixture(join(folder, 'a.duckdb'), { symbols: 14, sessions: 600 });
  database = await openForReading(join(folder, 'a.duckdb'));
  market = await marketOf(database, await loadRunFacts(database));
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function rankedAs(of: LoadedMarket, time: number): DayRanking {
  const work = rankAsOf(of, time, SCANS);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe('the scan as of a past day', () => {
  test('does not change when the bars after it do', () => {
    const time = market.sessions[DAY];
    const changed: LoadedMarket = {
      ...market,
      symbols: market.symbols.map((symbol) => ({
        ...symbol,
        raw: {
          ...symbol.raw,
          close: symbol.raw.close.map((close, i) => (symbol.raw.time[i] > time ? 7 : close)),
        },
      })),
    };
    expect(rankedAs(changed, time)).toEqual(rankedAs(market, time));
  });

  test('ranks from the best score, whoever has one and traded; scans match what their rule matches', () => {
    const time = market.sessions[DAY];
    const day = rankedAs(market, time);
    const ranked = day.symbols.flatMap((_, s) => (day.ranks[s] > 0 ? [s] : []));
    expect(ranked.length).toBeGreaterThan(5);
    const best = ranked.toSorted((a, b) => day.ranks[a] - day.ranks[b]).map((s) => day.values.score[s]);
    expect(best).toEqual(best.toSorted((a, b) => b - a));
    const { matching } = ruleOnSession(market, findMatches(market, SCANS[0].where), time);
    expect(day.matches.dips.map((s) => day.symbols[s]).toSorted()).toEqual([...matching].toSorted());
  });

  test('has the form of the run’s own results, with tonight’s names', async () => {
    const facts = await loadRunFacts(database);
    const tonight = {
      results: await resultsSnapshot(database, facts),
      features: await featuresSnapshot(database, facts),
    };
    const { results, features } = dayResults(rankedAs(market, market.sessions[DAY]), tonight);
    expect(results.asOf).toBe(isoDate(market.sessions[DAY]));
    const rows = results.symbols.length;
    for (const column of [results.names, results.ranks, results.scores, results.sparks, results.changes])
      expect(column).toHaveLength(rows);
    for (const { values } of features) expect(values).toHaveLength(rows);
    const at = tonight.results.symbols.indexOf(results.symbols[2]);
    expect(results.names[2]).toBe(tonight.results.names[at]);
  });
});

test('clauses that are not brushed leave exactly what the rule matches, on every day', async () => {
  const facts = await loadRunFacts(database);
  const data = {
    results: await resultsSnapshot(database, facts),
    features: await featuresSnapshot(database, facts),
  };
  const matches = findMatches(market, RULE);
  let matched = 0;
  for (const time of market.sessions) {
    const session = ruleOnSession(market, matches, time);
    const { columns, others } = ruleRows(session, data);
    const filters = columns.map(({ values, clause }) => ({
      values,
      low: 0,
      high: 1,
      standing: clause?.standing,
    }));
    const { mask } = createCrossfilter(filters, others, 4);
    expect(data.results.symbols.filter((_, row) => mask[row] === 1)).toEqual(session.matching);
    matched += session.matching.length;
  }
  expect(matched).toBe(matches.count);
  expect(matched).toBeGreaterThan(20);
});

describe('why not', () => {
  test('a match has no failing clause; every other symbol has one that fails', () => {
    const time = market.sessions[DAY];
    const { matching } = ruleOnSession(market, findMatches(market, 'rsi(2) < 50'), time);
    for (const { symbol } of market.symbols) {
      const { verdict, clauses } = whyNot(market, 'rsi(2) < 50', symbol, time);
      expect(verdict === 'matches').toBe(matching.includes(symbol));
      expect(clauses.length === 0).toBe(verdict === 'matches' || verdict === 'did not trade');
    }
  });

  test('a failing clause says its value, how far it is from passing, and when it last held', () => {
    const [{ symbol, bars }] = market.symbols;
    const limit = bars.close[DAY] * 1.1;
    const { verdict, clauses, time } = whyNot(
      market,
      `close > ${limit} and close > 0`,
      symbol,
      bars.time[DAY],
    );
    expect({ verdict, time }).toEqual({ verdict: 'fails', time: bars.time[DAY] });
    expect(clauses).toHaveLength(1);
    expect(clauses[0].comparison?.value).toBe(bars.close[DAY]);
    expect(clauses[0].comparison?.distance).toBeCloseTo(limit - bars.close[DAY], 12);
    let last = DAY;
    while (last >= 0 && !(bars.close[last] > limit)) last--;
    expect(clauses[0].lastPassed?.time).toBe(last < 0 ? undefined : bars.time[last]);
    if (last >= 0) expect(clauses[0].lastPassed?.sessions).toBe(DAY - last);
  });

  test('an or that fails names each of its sides, and an unknown symbol is said to be so', () => {
    const [{ symbol }] = market.symbols;
    const { clauses } = whyNot(market, 'close < 0 or volume < 0', symbol, market.sessions[DAY]);
    expect(clauses[0].alternatives.map(({ text }) => text)).toEqual(['close < 0', 'volume < 0']);
    expect(clauseWords(clauses[0])).toContain('none of 2 alternatives holds; it held on no bar');
    expect(whyNot(market, 'close < 0', 'ZZZ', market.sessions[DAY]).verdict).toBe('no such symbol');
  });
});

test('a brush in the address comes back as it was, and nonsense as none', () => {
  for (const range of [
    [1.5, 30],
    [Number.NEGATIVE_INFINITY, -2],
    [0, Number.POSITIVE_INFINITY],
    [-1e-7, 2e21],
  ] as const)
    expect(parseRange(rangeText(range))).toEqual(range);
  for (const text of ['', '5', '1..x', 'a..b', '1-..2']) expect(parseRange(text)).toBeUndefined();
});
