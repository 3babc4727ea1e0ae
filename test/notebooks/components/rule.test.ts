import { gunzipSync } from 'node:zlib';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMarketReader, type LoadedMarket } from '../../../notebooks/components/market-reader.js';
import { tradeRule } from '../../../notebooks/components/rule-account.js';
import { answerRule } from '../../../notebooks/components/rule-answer.js';
import { findMatches } from '../../../notebooks/components/rule-matches.js';
import { outcomesAfter } from '../../../notebooks/components/rule-outcomes.js';
import { decodeHistory } from '../../../notebooks/components/symbol-history.js';
import { adjustBars, isoDate, parseIsoDate } from '../../../models/bars/index.js';
import { loadMarket, streamBars } from '../../../pipelines/market/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { type MarketFiles, type MarketHeader, marketFiles } from '../../../pipelines/site/snapshots/index.js';
import { type Database, openForReading } from '../../../pipelines/store/index.js';
import { fillFixture } from '../../loaders/fixture.js';

let folder: string;
let database: Database;
let files: MarketFiles;
let header: MarketHeader;
let chunks: Uint8Array[];
let market: LoadedMarket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-rule-'));
  await fillFixture(join(folder, 'a.duckdb'), { symbols: 12, sessions: 600 });
  database = await openForReading(join(folder, 'a.duckdb'));
  files = await marketFiles(database, await loadRunFacts(database));
  const { market: bytes } = files;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  header = JSON.parse(gunzipSync(bytes.subarray(4, 4 + length)).toString());
  let offset = 4 + length;
  chunks = header.chunks.map(({ bytes: size }) => {
    offset += size;
    return gunzipSync(bytes.subarray(offset - size, offset));
  });
  const reader = createMarketReader(header);
  for (const chunk of chunks) reader.add(chunk);
  market = reader.market();
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the market in the page', () => {
  test('every bar is the nightly\u2019s to the last bit, adjusted as there', async () => {
    const stored = await loadMarket(database, header.asOf);
    let compared = 0;
    for await (const { index, bars } of streamBars(database, parseIsoDate(header.asOf))) {
      const record = stored.symbols[index];
      if (record.isBenchmark) continue;
      const own = market.symbols.find(({ symbol }) => symbol === record.symbol);
      expect(own?.bars).toEqual(adjustBars(bars, record.actions, header.adjust));
      compared++;
    }
    expect(compared).toBe(11);
    expect(market.sessions).toEqual(stored.sessions);
  });

  test('the newest year comes first, and what has arrived is the end of history', () => {
    const reader = createMarketReader(header);
    reader.add(chunks[0]);
    const partial = reader.market();
    expect(partial.isComplete).toBe(false);
    expect(partial.sessions).toHaveLength(252);
    expect(partial.sessions.at(-1)).toBe(market.sessions.at(-1));
    const whole = market.symbols[0].bars.close;
    expect(partial.symbols[0].bars.close).toEqual(whole.slice(-partial.symbols[0].bars.close.length));
  });

  test('a symbol\u2019s own block holds the same bars and its ledger', () => {
    const start = files.symbolBytes.slice(0, 2).reduce((sum, size) => sum + size, 0);
    const block = gunzipSync(files.symbols.subarray(start, start + files.symbolBytes[2]));
    const history = decodeHistory(block, { sessions: files.sessions, bytes: files.symbolBytes });
    expect(history.symbol).toBe('S0002');
    expect(history.bars).toEqual(market.symbols.find(({ symbol }) => symbol === 'S0002')?.bars);
    expect(history.ledger?.dates.length).toBeGreaterThan(0);
  });
});

describe('a typed rule', () => {
  test('matches exactly the bars on which it is true', () => {
    const matches = findMatches(market, 'close > open and close[1] > open[1]');
    let expected = 0;
    for (const { bars } of market.symbols) {
      for (let i = 1; i < bars.close.length; i++) {
        if (bars.close[i] > bars.open[i] && bars.close[i - 1] > bars.open[i - 1]) expected++;
      }
    }
    expect(matches.count).toBe(expected);
  });

  test('gain is close to close less the benchmark\u2019s, turned round for a short', () => {
    const day = isoDate(market.sessions[300]);
    const [year, month, date] = day.split('-').map(Number);
    const matches = findMatches(market, `year == ${year} and month == ${month} and day == ${date}`);
    const [long] = outcomesAfter(market, matches, 'long', 5, () => 'all');
    const [short] = outcomesAfter(market, matches, 'short', 5, () => 'all');
    const gains = market.symbols
      .map(({ bars, benchmarkClose = bars.close, sessionOfBar }) => {
        const i = sessionOfBar.indexOf(300);
        if (i < 0 || i + 5 >= bars.close.length) return undefined;
        return bars.close[i + 5] / bars.close[i] - benchmarkClose[i + 5] / benchmarkClose[i];
      })
      .filter((gain) => gain !== undefined);
    expect(long.n).toBe(gains.length);
    expect(long.days).toBe(1);
    expect(long.stdErr).toBeNull();
    expect(long.mean).toBeCloseTo(gains.reduce((sum, gain) => sum + gain, 0) / gains.length, 12);
    expect(short.mean).toBeCloseTo(-(long.mean as number), 12);
  });

  test('the answer counts each session, and tonight apart', () => {
    const matches = findMatches(market, 'rsi(2) < 20');
    const answer = answerRule(market, 'rsi(2) < 20', matches, 'long');
    expect(answer.perSession.reduce((sum, n) => sum + n, 0)).toBe(answer.matches);
    expect(answer.perSession.at(-1)).toBe(answer.tonight.length);
    expect(answer.byHorizon.map((row) => row.group)).toEqual(['1', '5', '10', '21']);
    expect(answer.byYear.reduce((sum, row) => sum + row.n, 0)).toBe(answer.byHorizon[2].n);
  });

  test('names of features and the score mean what they mean in the nightly', () => {
    expect(() => findMatches(market, 'dist_sma_20 > 0 and score > -200')).not.toThrow();
  });

  test('a number is no rule, and an unknown name is refused with its place', () => {
    expect(() => findMatches(market, 'close')).toThrow('this is a number, not a condition');
    expect(() => findMatches(market, 'clos > 3')).toThrow(/character 1/);
  });

  test('a rule that never matches leaves the account as it was', () => {
    const account = tradeRule(market, findMatches(market, 'close < 0'), 'long');
    expect(account.trades).toBe(0);
    expect(new Set(account.equity)).toEqual(new Set([1]));
  });

  test('a rule that always matches keeps the account busy over every session', () => {
    const account = tradeRule(market, findMatches(market, 'close > 0'), 'long');
    expect(account.trades).toBeGreaterThan(100);
    expect(account.figures.bars).toBe(market.sessions.length);
  });
});
