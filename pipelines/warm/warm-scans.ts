import { planWarming } from '../../models/cache-analysis/index.js';
import type { Cache } from '../cache/index.js';
import type { Config, NamedScan } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import { runScan } from '../scan/index.js';
import type { Database } from '../store/index.js';
import { planAskedScan } from './asked-scan.js';
import { readRequests } from './request-log.js';
import { type ScanCandidate, warmingCandidates } from './warming-candidates.js';

export interface WarmOptions {
  readonly cache: Cache;
  /** Hash of all the program's sources, as a scan asks for it. */
  readonly codeHash: string;
  readonly config: Config;
  /** File of the history of requests. */
  readonly requests: string;
  readonly now: number;
  readonly signal: AbortSignal;
  /** Only what people have asked for, not every scan that the config names. */
  readonly onlyAsked: boolean;
  readonly warn: (message: string) => void;
}

/** What a warming run did. */
export interface WarmSummary {
  readonly candidates: number;
  readonly warmed: readonly WarmedScan[];
  /** Candidates that the budget had no room for. */
  readonly left: number;
  readonly seconds: number;
}

export interface WarmedScan {
  readonly scan: string;
  readonly probability: number;
  /** False where the cache had it already. */
  readonly isNew: boolean;
  readonly seconds: number;
}

/** What a scan is taken to need before it has been measured: milliseconds and bytes per symbol. */
const UNKNOWN_MS_PER_SYMBOL = 2;
const UNKNOWN_BYTES_PER_SYMBOL = 16_384;

/**
 * Does the scans that are likeliest to be asked for next, until the budget of the config is used up, so that
 * whoever asks finds them in the cache. One that fails is a warning.
 * @throws Problem of kind cancelled when the signal says so.
 */
export async function warmScans(database: Database, options: WarmOptions): Promise<WarmSummary> {
  const { config, cache, codeHash, requests, now, signal, warn } = options;
  const begun = performance.now();
  const [{ symbols }] = await database.rows('SELECT count(*) AS symbols FROM symbols');
  const unknown = {
    ms: Number(symbols) * UNKNOWN_MS_PER_SYMBOL,
    bytes: Number(symbols) * UNKNOWN_BYTES_PER_SYMBOL,
  };
  const candidates = warmingCandidates(readRequests(requests), config.scans, now, unknown).filter(
    ({ daysAsked }) => !options.onlyAsked || daysAsked > 0,
  );
  const budgetMs = config.warm.seconds * 1000;
  const plan = planWarming(candidates, { ms: budgetMs, bytes: config.warm.bytes }) as ScanCandidate[];
  const warmed: WarmedScan[] = [];
  for (const { scan, probability } of plan) {
    signal.throwIfAborted();
    if (performance.now() - begun >= budgetMs) break;
    const scanBegun = performance.now();
    try {
      const { cache: use } = await runScan(database, planAskedScan(scan), {
        adjust: config.adjust,
        workers: config.workers,
        withRecord: false,
        cache: { cache, codeHash },
        signal,
      });
      await cache.written();
      const seconds = (performance.now() - scanBegun) / 1000;
      warmed.push({ scan: nameOf(scan), probability, isNew: use.computedSymbols > 0, seconds });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.kind === 'cancelled') throw problem;
      warn(`${nameOf(scan)} was not warmed: ${problem.message}`);
    }
  }
  return {
    candidates: candidates.length,
    warmed,
    left: candidates.length - warmed.length,
    seconds: (performance.now() - begun) / 1000,
  };
}

function nameOf(scan: NamedScan | undefined): string {
  if (scan === undefined) return 'rating';
  return scan.name === 'where' ? scan.where : scan.name;
}
