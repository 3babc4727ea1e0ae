import type { Cache } from '../cache/index.js';
import type { Crew } from './crew.js';
import { extendedSymbols, extendScan, keepBase, loadBase } from './extension/index.js';
import type { KnownSymbols } from './known-symbols.js';
import { type LastScan, writeLastScan } from './last-scan.js';
import { cacheSnapshot } from './scan-cache.js';
import type { ScanKeys } from './scan-keys.js';
import { type Scanned, scanSymbols } from './scan-symbols.js';
import { type ScanTask, symbolsToScan } from './scan-task.js';

/** Lets work use threads that are running, or starts some for it. */
export type WithThreads = <T>(work: (crew: Crew) => Promise<T>) => Promise<T>;

/** What the cache is asked on the way. */
export interface ComputeFrom {
  readonly keys: ScanKeys;
  readonly last: LastScan | undefined;
  readonly known: KnownSymbols;
  readonly withThreads: WithThreads;
}

/** What was done where the scan as a whole was not known. */
export interface ComputedScan extends Pick<Scanned, 'findings' | 'known' | 'computed'> {
  /** Of the known symbols, those that went on from an earlier scan. */
  readonly extended: number;
  /** Whether the scan went on as a whole, without a look at each symbol. */
  readonly isAllExtended: boolean;
  readonly whyNotExtended: string | undefined;
  /** What it takes from the first bar on, in milliseconds. */
  readonly costMs: number;
}

/** After so many sessions symbols go on one by one also where all can go on: that leaves a new base behind. */
const REPLACED_AFTER = 10;

/**
 * Goes on from the last scan of the plan: as a whole, where the market merely has further bars; else symbol by
 * symbol, with those computed from the first bar on of which more has changed. The findings are always, to the last
 * bit, those of a scan of all bars.
 */
export async function computeScan(
  task: ScanTask,
  cache: Cache,
  { keys, last, known, withThreads }: ComputeFrom,
): Promise<ComputedScan> {
  const { market, workers } = task;
  const begun = performance.now();
  const savedBefore = cacheSnapshot(cache.stats()).symbolMs;
  const loaded = last && (await loadBase(task, cache, keys, last));
  const base = loaded === undefined || 'whyNot' in loaded ? undefined : loaded;
  let whyNotExtended = loaded && ('whyNot' in loaded ? loaded.whyNot : loaded.whyNotWhole);
  if (base && whyNotExtended === undefined && market.sessions.length - base.covered < REPLACED_AFTER) {
    const extended = await extendScan(task, cache, keys, base);
    if (!('whyNot' in extended)) {
      const { findings, symbols, costMs } = extended;
      const all = symbolsToScan(market).length;
      return {
        findings,
        known: all,
        computed: 0,
        extended: symbols,
        isAllExtended: true,
        whyNotExtended,
        costMs,
      };
    }
    whyNotExtended = extended.whyNot;
  }
  const partly = base && extendedSymbols(task, cache, known, base);
  const scanned = await withThreads((crew) => scanSymbols(crew, task, partly ?? known));
  // What was read instead of computed would have taken its time as well.
  const readMs = (cacheSnapshot(cache.stats()).symbolMs - savedBefore) / workers;
  const costMs = performance.now() - begun + readMs;
  const { findings, rowBlocks, sums } = scanned;
  const rows = rowBlocks.reduce((total, { symbols }) => total + symbols.length, 0);
  if (rows > 0 && rows === findings.scanned && findings.failures.length === 0) {
    await keepBase(task, cache, keys, { blocks: rowBlocks, sums, costMs });
  } else if (last === undefined) writeLastScan(cache, keys, { base: undefined });
  return { ...scanned, extended: partly?.extended() ?? 0, isAllExtended: false, whyNotExtended, costMs };
}
