import { join } from 'node:path';
import { epochDay, isoDate, parseIsoDate } from '../../../models/bars/index.js';
import { sessionsBetween } from '../../../models/calendar/index.js';
import { Problem } from '../../errors/index.js';
import { locateWorkspace } from '../../workspace/index.js';
import type { Intake } from '../intake.js';
import type { PolygonOptions } from '../options.js';
import { emptyRow, type PriceRow } from '../price-row.js';
import type { Source, SourceProgress } from '../source.js';
import { aggregatesAnswer, dividendsAnswer, splitsAnswer, tickersAnswer } from './answers.js';
import { pages } from './pages.js';
import { openKnownAnswers } from './known-answers.js';
import { calendarPeriods, lastFinishedDay, type Standing, standingOf } from './standing.js';
import { createVendorClient, type VendorClient } from './vendor-client.js';

const PAGE_LIMIT = 1000;
const AGGREGATES_LIMIT = 50_000;

/** A request and what to do with its answer. */
interface Asking {
  readonly client: VendorClient;
  readonly options: PolygonOptions;
  readonly to: string;
  /** The last day that is over. */
  readonly finished: string;
  readonly intake: Intake;
}

/**
 * Daily bars, splits, dividends and names from polygon.io. The whole market by one grouped request a session,
 * or, for a short list of symbols, one request a symbol; splits by year and dividends by month. What is settled is
 * kept under the workspace and what will pass in the cache, so a night asks only for what is new, and a run
 * that was killed carries on. A day that is not over is never kept, and never passes for an ingest done.
 * The key comes from POLYGON_API_KEY and goes nowhere but into the request header.
 */
export function polygonSource(options: PolygonOptions): Source {
  const now = Date.now();
  const finished = lastFinishedDay(now);
  const to = options.to ?? finished;
  const asked = to > finished ? ` at ${now}` : '';
  return {
    label: `polygon: ${options.from} to ${to}`,
    isSynthetic: false,
    fingerprint: () => Promise.resolve(`polygon ${options.from} ${to}${asked}`),
    read: (intake, progress) => readAll(options, to, intake, progress),
  };
}

async function readAll(
  options: PolygonOptions,
  to: string,
  intake: Intake,
  progress: SourceProgress,
): Promise<number> {
  const apiKey = process.env.POLYGON_API_KEY ?? '';
  if (apiKey === '') {
    throw new Problem('config', 'POLYGON_API_KEY is not set', {
      suggestion: 'Put the key of your polygon.io account into the environment: export POLYGON_API_KEY=…',
    });
  }
  const folder = join(progress.downloads ?? locateWorkspace(undefined).downloads, 'polygon');
  const { baseUrl, requestsPerMinute, timeoutMs, retryDelayMs } = options;
  const known = await openKnownAnswers(folder, baseUrl, progress.vendorCache);
  const client = createVendorClient({
    baseUrl,
    apiKey,
    requestsPerMinute,
    timeoutMs,
    retryDelayMs,
    known,
    signal: progress.signal,
  });
  const asking: Asking = { client, options, to, finished: lastFinishedDay(progress.now), intake };
  try {
    return await readAnswers(asking, progress);
  } finally {
    progress.onVendorCalls?.(known.calls);
  }
}

async function readAnswers(asking: Asking, progress: SourceProgress): Promise<number> {
  const { options, to, finished, intake } = asking;
  const sessions = [...sessionsBetween(parseIsoDate(options.from), parseIsoDate(to))].map(isoDate);
  const wanted = options.symbols;
  const requests =
    wanted !== undefined && wanted.length < sessions.length
      ? wanted.map((symbol) => tickerRequest(symbol, options.from, to, finished))
      : sessions.map((date) => groupedRequest(date, finished));
  let rows = 0;
  for (const [position, request] of requests.entries()) {
    progress.signal?.throwIfAborted();
    rows += await offerBars(asking, request);
    progress.onProgress(position + 1, requests.length, 'requests');
    await intake.drain();
  }
  await readSplits(asking);
  await readDividends(asking);
  await readNames(asking);
  return rows;
}

interface BarsRequest {
  readonly path: string;
  readonly standing: Standing;
  /** Given where all bars are of one symbol. */
  readonly symbol?: string;
  /** Given where all bars are of one day. */
  readonly date?: string;
}

function groupedRequest(date: string, finished: string): BarsRequest {
  const path = `/v2/aggs/grouped/locale/us/market/stocks/${date}?adjusted=false`;
  return { path, standing: date > finished ? 'unfinished' : 'settled', date };
}

function tickerRequest(symbol: string, from: string, to: string, finished: string): BarsRequest {
  const ticker = encodeURIComponent(symbol);
  const path = `/v2/aggs/ticker/${ticker}/range/1/day/${from}/${to}?adjusted=false&sort=asc&limit=${AGGREGATES_LIMIT}`;
  return { path, standing: to > finished ? 'unfinished' : 'settled', symbol };
}

async function offerBars({ client, options, intake }: Asking, request: BarsRequest): Promise<number> {
  const row: PriceRow = emptyRow(request.path);
  const wanted = options.symbols === undefined ? undefined : new Set(options.symbols);
  let rows = 0;
  for await (const { results } of pages(client, options.baseUrl, request, aggregatesAnswer)) {
    for (const bar of results ?? []) {
      const symbol = request.symbol ?? bar.T ?? '';
      if (wanted !== undefined && !wanted.has(symbol)) continue;
      rows += 1;
      row.line = rows;
      row.symbol = symbol;
      row.dateText = request.date ?? isoDate(bar.t);
      row.day = epochDay(parseIsoDate(row.dateText));
      row.open = bar.o ?? Number.NaN;
      row.high = bar.h ?? Number.NaN;
      row.low = bar.l ?? Number.NaN;
      row.close = bar.c ?? Number.NaN;
      row.volume = bar.v ?? Number.NaN;
      intake.offer(row);
    }
  }
  return rows;
}

async function readSplits({ client, options, to, finished, intake }: Asking): Promise<void> {
  for (const period of calendarPeriods(options.from, to, 'year')) {
    const path = `/v3/reference/splits?execution_date.gte=${period.from}&execution_date.lte=${period.to}&limit=${PAGE_LIMIT}`;
    const request = { path, standing: standingOf(period, finished) };
    for await (const { results } of pages(client, options.baseUrl, request, splitsAnswer)) {
      for (const { ticker, execution_date, split_from, split_to } of results) {
        const ratio = split_to / split_from;
        const exTime = parseIsoDate(execution_date);
        intake.act(ticker, [{ exTime, kind: 'ratio', ratio, mayBeApplied: false }]);
      }
    }
  }
}

async function readDividends({ client, options, to, finished, intake }: Asking): Promise<void> {
  for (const period of calendarPeriods(options.from, to, 'month')) {
    const path = `/v3/reference/dividends?ex_dividend_date.gte=${period.from}&ex_dividend_date.lte=${period.to}&limit=${PAGE_LIMIT}`;
    const request = { path, standing: standingOf(period, finished) };
    for await (const { results } of pages(client, options.baseUrl, request, dividendsAnswer)) {
      for (const { ticker, ex_dividend_date, cash_amount, currency } of results) {
        if (!(cash_amount > 0) || (currency ?? 'USD') !== 'USD') continue;
        intake.act(ticker, [{ exTime: parseIsoDate(ex_dividend_date), kind: 'cash', cash: cash_amount }]);
      }
    }
  }
}

async function readNames({ client, options, to, finished, intake }: Asking): Promise<void> {
  const path = `/v3/reference/tickers?market=stocks&date=${to}&limit=${PAGE_LIMIT}`;
  const standing = to > finished ? 'unfinished' : 'passing';
  for await (const { results } of pages(client, options.baseUrl, { path, standing }, tickersAnswer)) {
    for (const { ticker, name } of results) intake.describe(ticker, { name });
  }
}
