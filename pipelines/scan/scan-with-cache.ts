import { type CodeCache, codeHashOf, getOrCompute } from '../cache/index.js';
import type { Market } from '../market/index.js';
import { bundleWorker } from '../workers/index.js';
import { type ComputedScan, computeScan, type WithThreads } from './compute-scan.js';
import { SCAN_WORKER, withCrew } from './crew.js';
import { knownSymbols } from './known-symbols.js';
import { type LastScan, readLastScan } from './last-scan.js';
import { type Findings, findingsValue, readFindings } from './outcome-value.js';
import { type CacheUse, cacheSnapshot } from './scan-cache.js';
import { planKeys, type ScanKeys, scanKeys } from './scan-keys.js';
import { type ScanTask, symbolsToScan } from './scan-task.js';

/** All that a scan runs through; a thread's part of it is hashed by itself, and outlives changes of the rest. */
const SCAN_CODE = 'pipelines/scan/run-scan.ts';

/** What a scan with a cache came to. */
export interface ScannedWithCache {
  readonly market: Market;
  readonly findings: Findings;
  readonly cache: CacheUse;
}

/**
 * Looks for the scan as a whole, which is right as long as nothing has changed; failing that, for each of its
 * symbols; computes the rest, and puts both in the cache. Two that do the same scan at once compute it once.
 * @throws as `load` and `scanSymbols`; trouble with the cache is none of it.
 */
export async function scanWithCache(
  given: Omit<ScanTask, 'market'>,
  load: () => Promise<Market>,
  codeCache: CodeCache,
): Promise<ScannedWithCache> {
  const { cache, kernelHash, refresh = false } = codeCache;
  const bundle = bundleWorker(SCAN_WORKER);
  const ofPlan = planKeys({
    ...given,
    codeHash: kernelHash === undefined ? codeHashOf(SCAN_CODE, codeCache) : codeCache.codeHash,
    kernelHash: kernelHash ?? bundle?.hash ?? codeCache.codeHash,
  });
  // A scan just before this one may still be putting things away.
  await cache.written();
  const last = refresh ? undefined : await readLastScan(cache, ofPlan);
  const threads = { workers: given.workers, signal: given.signal, bundle };
  const scan = async (withThreads: WithThreads): Promise<ScannedWithCache> => {
    const market = await load();
    const keys = scanKeys(given.program, market, ofPlan);
    return { market, ...(await lookAndCompute({ ...given, market }, codeCache, keys, last, withThreads)) };
  };
  // Of a plan that nobody has scanned there is nothing to find: its threads start while the market is loaded.
  return last === undefined
    ? withCrew(threads, (crew) => scan((work) => work(crew)))
    : scan((work) => withCrew(threads, work));
}

async function lookAndCompute(
  task: ScanTask,
  codeCache: CodeCache,
  keys: ScanKeys,
  last: LastScan | undefined,
  withThreads: WithThreads,
): Promise<Omit<ScannedWithCache, 'market'>> {
  const { cache, refresh = false } = codeCache;
  const { plan, market, workers, signal } = task;
  const item = { key: keys.scan, subject: `scan ${keys.plan}` };
  const before = cacheSnapshot(cache.stats());
  const done: ComputedScan[] = [];
  const known = knownSymbols(codeCache, keys, market);
  const compute = async () => {
    const computed = await computeScan(task, cache, { keys, last, known, withThreads });
    done.push(computed);
    return { ...findingsValue(computed.findings), costMs: computed.costMs };
  };
  const [value] = await getOrCompute(codeCache, 'scan', [item], async () => [await compute()], signal);
  // The scan itself is there for others to read; only now its symbols, of which there are many.
  known.store();
  const [fresh] = done;
  const findings = fresh?.findings ?? readFindings(value, plan);
  if (fresh === undefined || fresh.isAllExtended) announce(task, findings);
  return { findings, cache: useOf(fresh) };

  function useOf(scanned: ComputedScan | undefined): CacheUse {
    const after = cacheSnapshot(cache.stats());
    const all = symbolsToScan(market).length;
    const hits = scanned === undefined ? all : scanned.known;
    const whyNotExtended = scanned?.whyNotExtended;
    return {
      ...(whyNotExtended === undefined ? {} : { whyNotExtended }),
      tier: cache.tier,
      hits,
      misses: refresh ? 0 : all - hits,
      computedSymbols: scanned?.computed ?? 0,
      extendedSymbols: scanned?.extended ?? 0,
      bytesRead: after.bytesRead - before.bytesRead,
      secondsSaved: ((after.symbolMs - before.symbolMs) / workers + after.scanMs - before.scanMs) / 1000,
    };
  }
}

/** A scan that was known, or gone on from, has all its results at once. */
function announce({ market, onPartial, onProgress }: ScanTask, { numbers, scanned }: Findings): void {
  const score = numbers.get('score');
  if (score !== undefined)
    onPartial?.(
      market.symbols.map(({ symbol }) => symbol),
      score,
    );
  onProgress?.(scanned, scanned);
}
