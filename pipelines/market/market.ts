import type { Action, TimeInterval } from '../../models/bars/index.js';
import { isoDate, parseIsoDate } from '../../models/bars/index.js';
import { Problem } from '../errors/index.js';
import { type Database, type Parameters, queryColumns, streamDoubles } from '../store/index.js';

/** One symbol of the universe, as stored. `index` is its place in ASCII order: its column in a panel. */
export interface SymbolRecord {
  readonly index: number;
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly isBenchmark: boolean;
  readonly bars: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Of all its bars and actions, also those after the as-of session. */
  readonly contentHash: string;
  readonly actions: readonly Action[];
  /** When it belonged to the universe; undefined where no membership is on file: always. */
  readonly membership: readonly TimeInterval[] | undefined;
}

/** What a scan needs to know besides the bars. */
export interface Market {
  readonly symbols: readonly SymbolRecord[];
  /** Every date with a bar up to the as-of session, ascending, in epoch milliseconds. */
  readonly sessions: Float64Array;
  readonly asOf: number;
  readonly benchmark: { readonly time: Float64Array; readonly close: Float64Array; readonly label: string };
  readonly ingest: {
    readonly id: string;
    readonly source: string;
    readonly label: string;
    readonly isSynthetic: boolean;
    readonly dataHash: string;
  };
}

/** A session counts as a trading day of the market when half as many symbols traded as usually do. */
const FULL_SESSION_SHARE = 0.5;
const USUAL_SESSIONS = 20;

/**
 * Loads symbols, actions, membership, sessions and benchmark.
 * @param asOf the latest date to look at (ISO); by default the last full session in the data.
 * @throws Problem when there are no bars, or none on or before `asOf`.
 */
export async function loadMarket(database: Database, asOf?: string): Promise<Market> {
  const [ingest] = await database.rows('SELECT * FROM ingests ORDER BY finished_at DESC LIMIT 1');
  const [dates, bars] = await readColumns(
    database,
    'SELECT epoch_ms(date::TIMESTAMP)::DOUBLE, count(*)::DOUBLE FROM bars GROUP BY date ORDER BY date',
  );
  if (!ingest || dates.length === 0) {
    throw new Problem('input', 'there are no bars to scan', {
      suggestion: 'Run "npx technic nightly" first.',
    });
  }
  const until = resolveAsOf(dates, bars, asOf);
  const [time, close] = await readColumns(
    database,
    `SELECT epoch_ms(date::TIMESTAMP)::DOUBLE, coalesce(close, 'NaN'::DOUBLE)
     FROM benchmark WHERE date <= $1::DATE ORDER BY date`,
    [isoDate(dates[until])],
  );
  const [benchmark] = await database.rows('SELECT label FROM benchmark LIMIT 1');
  return {
    symbols: await loadSymbols(database),
    sessions: dates.slice(0, until + 1),
    asOf: dates[until],
    benchmark: { time, close, label: time.length === 0 ? 'none' : String(benchmark.label) },
    ingest: {
      id: String(ingest.ingest_id),
      source: String(ingest.source),
      label: String(ingest.label),
      isSynthetic: Boolean(ingest.is_synthetic),
      dataHash: String(ingest.data_hash),
    },
  };
}

/** Two columns of numbers as a whole: a thousand dates as text take longer than the query. */
async function readColumns(
  database: Database,
  sql: string,
  parameters?: Parameters,
): Promise<readonly [Float64Array, Float64Array]> {
  const parts: [Float64Array, Float64Array][] = [];
  for await (const { rows, columns } of streamDoubles(database, sql, parameters)) {
    parts.push([columns[0].slice(0, rows), columns[1].slice(0, rows)]);
  }
  const joined = (c: 0 | 1): Float64Array => {
    const values = new Float64Array(parts.reduce((total, part) => total + part[c].length, 0));
    let offset = 0;
    for (const part of parts) {
      values.set(part[c], offset);
      offset += part[c].length;
    }
    return values;
  };
  return [joined(0), joined(1)];
}

/** The place of the session to look from. @param bars of each date. */
function resolveAsOf(dates: Float64Array, bars: Float64Array, asOf: string | undefined): number {
  const first = isoDate(dates[0]);
  const last = isoDate(dates[dates.length - 1]);
  if (asOf !== undefined && asOf < first) {
    throw new Problem('usage', `${asOf} is before the first bar in the data, ${first}`, {
      suggestion: `Choose a date from ${first} to ${last}.`,
    });
  }
  const latest = asOf ?? last;
  let index = dates.length - 1;
  while (isoDate(dates[index]) > latest) index--;
  while (index > 0 && !isFullSession(bars, index)) index--;
  return index;
}

/** A few bars on a holiday, or of one symbol that is ahead of the others, do not make a session. */
function isFullSession(bars: Float64Array, index: number): boolean {
  const before = bars.slice(Math.max(0, index - USUAL_SESSIONS), index);
  if (before.length === 0) return true;
  const usual = before.sort()[Math.floor(before.length / 2)];
  return bars[index] >= FULL_SESSION_SHARE * usual;
}

async function loadSymbols(database: Database): Promise<SymbolRecord[]> {
  const columns = await queryColumns(
    database,
    `SELECT symbol_id, symbol, name, sector, industry, is_benchmark, bars, content_hash,
            epoch_ms(first_bar::TIMESTAMP)::DOUBLE AS first_time, epoch_ms(last_bar::TIMESTAMP)::DOUBLE AS last_time
     FROM symbols ORDER BY symbol_id`,
  );
  const actions = await loadActions(database);
  const membership = await loadMembership(database);
  return columns.symbol.map((value, index) => {
    const symbol = String(value);
    return {
      index,
      symbol,
      name: text(columns.name[index]),
      sector: text(columns.sector[index]),
      industry: text(columns.industry[index]),
      isBenchmark: Boolean(columns.is_benchmark[index]),
      bars: Number(columns.bars[index]),
      firstTime: Number(columns.first_time[index]),
      lastTime: Number(columns.last_time[index]),
      contentHash: String(columns.content_hash[index]),
      actions: actions.get(Number(columns.symbol_id[index])) ?? [],
      membership: membership.size === 0 ? undefined : (membership.get(symbol) ?? []),
    };
  });
}

async function loadActions(database: Database): Promise<Map<number, Action[]>> {
  const bySymbol = new Map<number, Action[]>();
  for (const row of await database.rows('SELECT * FROM actions ORDER BY symbol_id, ex_date')) {
    const list = bySymbol.get(Number(row.symbol_id)) ?? [];
    bySymbol.set(Number(row.symbol_id), list);
    const kind = row.kind === 'split' ? 'split' : 'dividend';
    list.push({ exTime: parseIsoDate(String(row.ex_date)), kind, factor: Number(row.factor) });
  }
  return bySymbol;
}

async function loadMembership(database: Database): Promise<Map<string, TimeInterval[]>> {
  const bySymbol = new Map<string, TimeInterval[]>();
  for (const row of await database.rows('SELECT * FROM membership ORDER BY symbol, start_date')) {
    const list = bySymbol.get(String(row.symbol)) ?? [];
    bySymbol.set(String(row.symbol), list);
    const end = row.end_date === null ? Number.POSITIVE_INFINITY : parseIsoDate(String(row.end_date));
    list.push({ start: parseIsoDate(String(row.start_date)), end });
  }
  return bySymbol;
}

function text(value: unknown): string | null {
  return value === null ? null : String(value);
}
