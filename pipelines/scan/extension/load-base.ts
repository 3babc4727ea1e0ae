import type { Cache, CacheValue } from '../../cache/index.js';
import type { Market, SymbolRecord } from '../../market/index.js';
import type { ScanKeys } from '../scan-keys.js';
import { type ScanTask, symbolsToScan } from '../scan-task.js';
import type { LastScan } from '../last-scan.js';
import { type BaseRow, baseRow, readTail } from '../rows/index.js';
import { keysUnder } from './base-keys.js';
import { type Base, readBase } from './base-value.js';
import { type FurtherBars, readFurther } from './extend-symbols.js';
import { countUntil, hasAction, identifyMarket } from './market-identity.js';

/** An earlier scan to go on from, in terms of the present market. */
export interface LoadedBase {
  readonly base: Base;
  readonly layout: BaseRow;
  /** By the symbol's index now: what is known of it, where nothing has come since but further bars. */
  readonly symbols: readonly (LoadedSymbol | undefined)[];
  /** By the symbol's place in the base: its index now; negative where it is no longer there. */
  readonly placeOf: Int32Array;
  /** What has come since. */
  readonly further: readonly FurtherBars[];
  /** Sessions of the market that the earlier scan covered. */
  readonly covered: number;
  /** In words: why the scan as a whole cannot go on, and only some symbols can; undefined when all of it can. */
  readonly whyNotWhole: string | undefined;
}

/** What an earlier scan left behind of one symbol. */
export interface LoadedSymbol {
  readonly row: Float64Array;
  /** Key of its first stage then. */
  readonly features: string;
}

/** That there is nothing to go on from, and in words why not, where an earlier scan is known. */
export interface NoBase {
  readonly whyNot: string | undefined;
}

/** More sessions than this are as quickly computed anew. */
const MOST_SESSIONS = 64;

/** The last scan of the same plan, as far as the present market is that market and further bars. */
export async function loadBase(
  task: ScanTask,
  cache: Cache,
  keys: ScanKeys,
  last: LastScan,
): Promise<LoadedBase | NoBase> {
  const { program, market, database, adjust } = task;
  const layout = baseRow(program);
  if (layout === undefined || last.base === undefined || last.base.session >= market.asOf) {
    return { whyNot: undefined };
  }
  const { session: since, key } = last.base;
  const covered = countUntil(market.sessions, since);
  const sessions = market.sessions.length - covered;
  if (covered === 0 || sessions > MOST_SESSIONS) {
    return { whyNot: `the scan before was ${sessions} sessions ago` };
  }
  // What is read while the database works counts only where the two turn out to agree.
  const [identity, stored] = await Promise.all([
    identifyMarket(database, market, since, adjust),
    readStored(cache, keys, key),
  ]);
  if (stored === undefined) return { whyNot: 'the cache did not give the scan before' };
  const { base, rowsOfBase } = stored;
  const now = new Map(market.symbols.map(({ symbol, index }) => [symbol, index]));
  const placeOf = Int32Array.from(base.symbols, ({ symbol }) => now.get(symbol) ?? -1);
  const symbols: (LoadedSymbol | undefined)[] = [];
  const until = ({ lastTime }: SymbolRecord) => Math.min(lastTime, market.asOf);
  // Bars of a newcomer are taken as they are too.
  let acted = market.symbols.filter(
    (record) => record.firstTime > since && hasAction(record, adjust, record.firstTime, until(record)),
  ).length;
  rowsOfBase(layout, (place, row) => {
    const index = placeOf[place];
    const { identity: then, features } = base.symbols[place];
    if (index < 0 || then !== identity.symbols[index]) return;
    const record = market.symbols[index];
    // An action rescales all bars before it, also where it comes after the last known of them and before the session.
    const lastKnown = readTail(layout, row).time.at(-1) ?? record.firstTime;
    if (hasAction(record, adjust, lastKnown, until(record))) {
      acted++;
      return;
    }
    symbols[index] = { row, features };
  });
  const isSameMarket = identity.surroundings === base.surroundings && !placeOf.includes(-1);
  const isSameThroughout =
    isSameMarket && symbolsThen(market, since).every((index) => symbols[index] !== undefined);
  if (symbols.length === 0) return { whyNot: CHANGED };
  const why = acted > 0 ? actionsWords(acted) : isSameThroughout ? undefined : CHANGED;
  const further = await readFurther(database, market, since);
  return { base, layout, symbols, placeOf, further, covered, whyNotWhole: why };
}

const CHANGED = 'earlier bars or labels have changed';

function actionsWords(symbols: number): string {
  return symbols === 1 ? 'a symbol had an action' : `${symbols} symbols had actions`;
}

/** Symbols that a scan of a session would have scanned. */
function symbolsThen(market: Market, session: number): number[] {
  return symbolsToScan({ ...market, asOf: session }).map(({ index }) => index);
}

/** What the cache holds of an earlier scan. */
interface StoredBase {
  readonly base: Base;
  readonly rowsOfBase: (layout: BaseRow, each: (place: number, row: Float64Array) => void) => void;
}

async function readStored(cache: Cache, keys: ScanKeys, key: string): Promise<StoredBase | undefined> {
  const { subject, block } = keysUnder(keys, key);
  const [value] = await cache.getMany('state', [{ key, subject }]);
  if (value === undefined) return undefined;
  const base = readBase(value);
  const items = Array.from({ length: base.blocks }, (_, number) => ({ key: block(number), subject }));
  const blocks = await cache.getMany('state', items);
  if (!isWhole(blocks)) return undefined;
  return {
    base,
    rowsOfBase({ width }, each) {
      let at = 0;
      for (const { columns } of blocks) {
        const joined = columns.rows as Float64Array;
        for (let start = 0; start < joined.length; start += width) {
          each(base.rowOf[at++], joined.subarray(start, start + width));
        }
      }
    },
  };
}

function isWhole(read: readonly (CacheValue | undefined)[]): read is CacheValue[] {
  return !read.includes(undefined);
}
