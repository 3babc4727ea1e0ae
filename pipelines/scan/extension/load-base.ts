import type { Cache } from '../../cache/index.js';
import type { Market } from '../../market/index.js';
import { type Findings, readFindings } from '../outcome-value.js';
import type { ScanKeys } from '../scan-keys.js';
import type { ScanTask } from '../scan-task.js';
import type { LastScan } from '../last-scan.js';
import { type BaseKeys, baseKeys } from './base-keys.js';
import { type BaseRow, baseRow, readTail } from '../rows/index.js';
import { type Base, readBase } from './base-value.js';
import { type FurtherBars, readFurther } from './extend-symbols.js';
import { countUntil, digestMarket, isApplied } from './market-digest.js';

/** An earlier scan to go on from, in terms of the present market. */
export interface LoadedBase {
  readonly base: Base;
  readonly layout: BaseRow;
  /** What the earlier scan found; indexed by symbol as the market was then. */
  readonly findings: Findings;
  /** By the symbol's index then: its index now. */
  readonly placeOf: Int32Array;
  /** By the symbol's index now. */
  readonly rows: readonly (Float64Array | undefined)[];
  /** What has come since. */
  readonly further: readonly FurtherBars[];
  /** Sessions of the market that the earlier scan covered. */
  readonly covered: number;
}

/** More sessions than this are as quickly computed anew. */
const MOST_SESSIONS = 64;

/** The last scan of the same plan, if the present market is that market and further bars. */
export async function loadBase(
  task: ScanTask,
  cache: Cache,
  keys: ScanKeys,
  { baseSession: since }: LastScan,
): Promise<LoadedBase | undefined> {
  const { program, plan, market, database, adjust } = task;
  const layout = baseRow(program);
  if (layout === undefined || since === undefined || since >= market.asOf) return undefined;
  const covered = countUntil(market.sessions, since);
  if (covered === 0 || market.sessions.length - covered > MOST_SESSIONS) return undefined;
  const places = baseKeys(keys, await digestMarket(database, market, since, adjust));
  const [value] = await cache.getMany('state', [{ key: places.base, subject: places.subject }]);
  if (value === undefined) return undefined;
  const base = readBase(value);
  const placeOf = placesNow(base, market);
  if (placeOf === undefined) return undefined;
  // The database reads while the cache is read.
  const [further, rows, [found]] = await Promise.all([
    readFurther(database, market, since),
    readRows(cache, base, places, placeOf, layout),
    cache.getMany('scan', [{ key: base.scanKey, subject: places.subject }]),
  ]);
  if (!rows || !found || hasNewActions(market, rows, layout, task)) return undefined;
  return { base, layout, findings: readFindings(found, plan), placeOf, rows, further, covered };
}

/** Where each symbol of the base is now; undefined when one is no longer there. */
function placesNow({ symbols }: Base, market: Market): Int32Array | undefined {
  const now = new Map(market.symbols.map(({ symbol, index }) => [symbol, index]));
  const places = Int32Array.from(symbols, (symbol) => now.get(symbol) ?? -1);
  return places.includes(-1) ? undefined : places;
}

async function readRows(
  cache: Cache,
  { blocks, rowOf }: Base,
  { subject, block }: BaseKeys,
  placeOf: Int32Array,
  { width }: BaseRow,
): Promise<(Float64Array | undefined)[] | undefined> {
  const rows: (Float64Array | undefined)[] = [];
  const items = Array.from({ length: blocks }, (_, number) => ({ key: block(number), subject }));
  let at = 0;
  for (const value of await cache.getMany('state', items)) {
    if (value === undefined) return undefined;
    const joined = value.columns.rows as Float64Array;
    for (let start = 0; start < joined.length; start += width) {
      rows[placeOf[rowOf[at++]]] = joined.subarray(start, start + width);
    }
  }
  return rows;
}

/** Whether an action came with the further bars: it rescales all bars before it. */
function hasNewActions(
  { symbols, asOf }: Market,
  rows: readonly (Float64Array | undefined)[],
  layout: BaseRow,
  { adjust }: ScanTask,
): boolean {
  return symbols.some(({ index, actions, firstTime, lastTime }) => {
    const row = rows[index];
    const last = row === undefined ? firstTime : (readTail(layout, row).time.at(-1) ?? firstTime);
    const until = Math.min(lastTime, asOf);
    return actions.some(({ exTime, kind }) => exTime > last && exTime <= until && isApplied(kind, adjust));
  });
}
