import type { VendorCache } from './polygon/known-answers.js';
import type { Intake } from './intake.js';
import type { VendorCalls } from './vendor-calls.js';

/** What one source of prices must do. Each is one file; `ingest` does the rest. */
export interface Source {
  /** What pages show as the provenance, such as `csv: all_stocks_5yr.csv.gz`. */
  readonly label: string;
  /** True when the prices never were a market's. */
  readonly isSynthetic: boolean;
  /** Symbol of the benchmark, where the source brings its own. */
  readonly benchmark?: string;
  /** Text that changes whenever the source would deliver other data. */
  fingerprint(): Promise<string>;
  /**
   * Offers every row to the intake, in bounded batches; what it knows besides prices, too.
   * @returns how many rows it read, counted by itself and not by the intake.
   */
  read(intake: Intake, progress: SourceProgress): Promise<number>;
}

export interface SourceProgress {
  onProgress(done: number, total: number | undefined, unit: string): void;
  readonly signal?: AbortSignal;
  /** Present time, UTC epoch milliseconds. */
  readonly now: number;
  /** Folder for the answers of vendors; by default `downloads` of the default workspace. */
  readonly downloads?: string;
  /** Where answers of vendors are kept for a day besides; nowhere when left out. */
  readonly vendorCache?: VendorCache;
  /** Told once of the questions to a vendor, when all have been answered or one could not be. */
  onVendorCalls?(calls: VendorCalls): void;
}
