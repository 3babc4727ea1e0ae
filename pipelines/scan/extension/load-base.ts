import type { Cache, CacheValue } from '../../cache/index.js';
import type { Market, SymbolRecord } from '../../market/index.js';
import { type Findings, readFindings } from '../outcome-value.js';
import type { ScanKeys } from '../scan-keys.js';
import type { ScanTask } from '../scan-task.js';
import type { LastScan } from '../last-scan.js';
import { type BaseKeys, baseKeys, keysUnder } from './base-keys.js';
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

/** That there is nothing to go on from, and in words why not, where an earlier scan is known. */
export interface NoBase {
  readonly whyNot: string | undefined;
}

/** More sessions than this are as quickly computed anew. */
const MOST_SESSIONS = 64;

/** The last scan of the same plan, if the present market is that market and further bars. */
export async function loadBase(
  task: ScanTask,
  cache: Cache,
  keys: ScanKeys,
  last: LastScan,
): Promise<LoadedBase | NoBase> {
  const { program, plan, market, database, adjust } = task;
  const layout = baseRow(program);
  if (layout === undefined || last.base === undefined || last.base.session >= market.asOf) {
    return { whyNot: undefined };
  }
  const { session: since, key: hinted } = last.base;
  const covered = countUntil(market.sessions, since);
  const further = market.sessions.length - covered;
  if (covered === 0 || further > MOST_SESSIONS) {
    return { whyNot: `the scan before was ${further} sessions ago` };
  }
  // Seen before anything is read, where it can be.
  const acted = symbolsWithActions(task, ({ firstTime }) => Math.max(firstTime, since));
  if (acted > 0) return { whyNot: actionsWords(acted) };
  // The hint is read while the database digests the market, and counts only where the digest leads to the same key.
  const [digest, atHint] = await Promise.all([
    digestMarket(database, market, since, adjust),
    readStored(cache, keysUnder(keys, hinted)),
  ]);
  const places = baseKeys(keys, digest);
  const stored = places.base === hinted ? atHint : await readStored(cache, places);
  const placeOf = stored && placesNow(stored.base, market);
  if (stored === undefined || placeOf === undefined) {
    const isSame = places.base === hinted;
    return {
      whyNot: isSame ? 'the scan before is gone from the cache' : 'earlier bars or labels have changed',
    };
  }
  const { base, blocks, found } = stored;
  const rows = placeRows(base, blocks, placeOf, layout);
  const late = symbolsWithActions(task, ({ index, firstTime }) => {
    const row = rows[index];
    return row === undefined ? firstTime : (readTail(layout, row).time.at(-1) ?? firstTime);
  });
  if (late > 0) return { whyNot: actionsWords(late) };
  const bars = await readFurther(database, market, since);
  return { base, layout, findings: readFindings(found, plan), placeOf, rows, further: bars, covered };
}

function actionsWords(symbols: number): string {
  return symbols === 1 ? 'a symbol had an action' : `${symbols} symbols had actions`;
}

/** What the cache holds of an earlier scan. */
interface StoredBase {
  readonly base: Base;
  readonly blocks: readonly CacheValue[];
  readonly found: CacheValue;
}

async function readStored(
  cache: Cache,
  { base: key, subject, block }: BaseKeys,
): Promise<StoredBase | undefined> {
  const [value] = await cache.getMany('state', [{ key, subject }]);
  if (value === undefined) return undefined;
  const base = readBase(value);
  const items = Array.from({ length: base.blocks }, (_, number) => ({ key: block(number), subject }));
  const [[found], blocks] = await Promise.all([
    cache.getMany('scan', [{ key: base.scanKey, subject }]),
    cache.getMany('state', items),
  ]);
  const isWhole = (read: readonly (CacheValue | undefined)[]): read is CacheValue[] =>
    !read.includes(undefined);
  return found !== undefined && isWhole(blocks) ? { base, blocks, found } : undefined;
}

/** Where each symbol of the base is now; undefined when one is no longer there. */
function placesNow({ symbols }: Base, market: Market): Int32Array | undefined {
  const now = new Map(market.symbols.map(({ symbol, index }) => [symbol, index]));
  const places = Int32Array.from(symbols, (symbol) => now.get(symbol) ?? -1);
  return places.includes(-1) ? undefined : places;
}

/** The rows of a base by the symbol's index now. */
function placeRows(
  { rowOf }: Base,
  blocks: readonly CacheValue[],
  placeOf: Int32Array,
  { width }: BaseRow,
): (Float64Array | undefined)[] {
  const rows: (Float64Array | undefined)[] = [];
  let at = 0;
  for (const { columns } of blocks) {
    const joined = columns.rows as Float64Array;
    for (let start = 0; start < joined.length; start += width) {
      rows[placeOf[rowOf[at++]]] = joined.subarray(start, start + width);
    }
  }
  return rows;
}

/** Symbols with which an action came after their last known bar: it rescales all bars before it. */
function symbolsWithActions(
  { market: { symbols, asOf }, adjust }: ScanTask,
  lastKnown: (symbol: SymbolRecord) => number,
): number {
  return symbols.filter((symbol) => {
    const last = lastKnown(symbol);
    const until = Math.min(symbol.lastTime, asOf);
    return symbol.actions.some(
      ({ exTime, kind }) => exTime > last && exTime <= until && isApplied(kind, adjust),
    );
  }).length;
}
