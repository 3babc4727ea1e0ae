import type { InformationCoefficient, QuantileRecord } from '../../models/statistics/index.js';
import type { Regime } from '../../models/ratings/index.js';
import type { Market } from '../market/index.js';
import type { CacheUse } from './scan-cache.js';
import type { ScanPlan } from './scan-plan.js';
import type { SignalColumns } from './signals.js';

/** A symbol that could not be scanned, and why. The run goes on without it and says so. */
export interface ScanFailure {
  readonly symbol: string;
  readonly message: string;
}

/** A match of one scan on the as-of session. */
export interface Match {
  /** Index of the symbol in the market. */
  readonly symbol: number;
  readonly rank: number;
  readonly rankValue: number;
}

/** How the score did over the stored history at one horizon. */
export interface ScoreRecord {
  readonly horizon: number;
  readonly ic: InformationCoefficient;
  readonly deciles: readonly QuantileRecord[];
}

/** What a scan found. Columns are indexed by symbol; NaN where there is no value. */
export interface ScanOutcome {
  readonly market: Market;
  readonly plan: ScanPlan;
  /** Symbols in the universe, without the benchmark. */
  readonly universe: number;
  /** Symbols computed without a failure. */
  readonly scanned: number;
  readonly failures: readonly ScanFailure[];
  /** Date of each symbol's last bar up to the as-of session; NaN where there is none. */
  readonly lastBar: Float64Array;
  /** Whether the symbol has a bar on the as-of session and belongs to the universe on it. */
  readonly isCurrent: Uint8Array;
  /** By output name: the value on the symbol's last bar. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** Symbols with a score on the as-of session, best first. */
  readonly ranking: readonly number[];
  /** By scan name. */
  readonly matches: ReadonlyMap<string, readonly Match[]>;
  readonly signals: SignalColumns;
  readonly records: readonly ScoreRecord[];
  /** One regime per benchmark bar. */
  readonly regimes: { readonly time: Float64Array; readonly regime: readonly Regime[] };
  /** Threads it may use. */
  readonly workers: number;
  readonly cache: CacheUse;
}
