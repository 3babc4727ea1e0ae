import { availableParallelism } from 'node:os';
import type { Adjustment } from '../../models/bars/index.js';
import type { CodeCache } from '../cache/index.js';
import { loadMarket, type Market } from '../market/index.js';
import type { Database } from '../store/index.js';
import { benchmarkRegimes } from './benchmark-regimes.js';
import { compilePlan } from './compile-plan.js';
import { withCrew } from './crew.js';
import { gatherOutcome } from './gather-outcome.js';
import type { Findings } from './outcome-value.js';
import type { CacheUse } from './scan-cache.js';
import type { ScanOutcome } from './scan-outcome.js';
import type { ScanPlan } from './scan-plan.js';
import { scanSymbols } from './scan-symbols.js';
import { scanWithCache } from './scan-with-cache.js';

export interface ScanOptions {
  /** ISO date; the last full session by default. */
  readonly asOf?: string;
  readonly adjust: Adjustment;
  /** Threads; one per processor by default. The result does not depend on it. */
  readonly workers?: number;
  /** Leave out the score's record over history, where only tonight's matches are asked for. */
  readonly withRecord?: boolean;
  /** Where to look before computing. The result does not depend on it. */
  readonly cache?: CodeCache;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called as soon as the first scores are known, and again as more come in. */
  readonly onPartial?: (symbols: readonly string[], scores: Float64Array) => void;
  readonly signal?: AbortSignal;
}

const NO_CACHE = {
  tier: 'none',
  hits: 0,
  misses: 0,
  extendedSymbols: 0,
  bytesRead: 0,
  secondsSaved: 0,
} as const;

/**
 * Computes features, rating and scans for every bar of every symbol, in parallel, and keeps the last row,
 * every signal, and the score's record. A symbol that fails is reported, the others go on. With a cache, a
 * scan that was done before is read, and else only symbols that changed are computed from their bars.
 * @throws Problem for a faulty expression, an empty database, an as-of before the first bar, or a cancel.
 */
export async function runScan(
  database: Database,
  plan: ScanPlan,
  options: ScanOptions,
): Promise<ScanOutcome> {
  const program = compilePlan(plan);
  const workers = Math.max(1, options.workers || availableParallelism());
  const { asOf, adjust, withRecord = true, cache: codeCache, onProgress, onPartial, signal } = options;
  const given = { database, program, plan, workers, adjust, withRecord, onProgress, onPartial, signal };
  const load = () => loadMarket(database, asOf);
  const outcome = (market: Market, findings: Findings, cache: CacheUse): ScanOutcome => {
    const regimes = benchmarkRegimes(market.benchmark);
    return gatherOutcome({ market, plan, findings, workers, regimes, cache });
  };
  if (codeCache !== undefined) {
    const { market, findings, cache } = await scanWithCache(given, load, codeCache);
    return outcome(market, findings, cache);
  }
  return withCrew({ workers, signal }, async (crew) => {
    // Threads start while the market is loaded.
    const market = await load();
    const { findings, computed } = await scanSymbols(crew, { ...given, market });
    return outcome(market, findings, { ...NO_CACHE, computedSymbols: computed });
  });
}
