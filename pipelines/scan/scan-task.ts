import type { Adjustment } from '../../models/bars/index.js';
import type { Program } from '../../models/expressions/index.js';
import type { Market, SymbolRecord } from '../market/index.js';
import type { Database } from '../store/index.js';
import type { ScanPlan } from './scan-plan.js';

/** A scan about to be done. */
export interface ScanTask {
  readonly database: Database;
  readonly program: Program;
  readonly plan: ScanPlan;
  readonly market: Market;
  readonly workers: number;
  readonly adjust: Adjustment;
  readonly withRecord: boolean;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
  readonly onPartial: ((symbols: readonly string[], scores: Float64Array) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Symbols that have a bar up to the as-of date, without the benchmark. */
export function symbolsToScan({ symbols, asOf }: Market): SymbolRecord[] {
  return symbols.filter(({ isBenchmark, firstTime }) => !isBenchmark && firstTime <= asOf);
}
