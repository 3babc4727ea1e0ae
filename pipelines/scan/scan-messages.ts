import { type Action, type Adjustment, type Bars, type TimeInterval } from '../../models/bars/index.js';
import type { RowBlock } from './rows/index.js';
import type { ScanFailure } from './scan-outcome.js';
import type { ScanPlan } from './scan-plan.js';
import type { SignalColumns } from './signals.js';

/** What every worker is told when it starts. Shared buffers are written by all, each its own columns. */
export interface ScanSetup {
  readonly plan: ScanPlan;
  readonly adjust: Adjustment;
  readonly asOf: number;
  readonly sessions: Float64Array;
  readonly symbols: number;
  readonly benchmark: { readonly time: Float64Array; readonly close: Float64Array };
  readonly matrices: SharedMatrices;
  /** Whether to send back what the first stage came to. */
  readonly isKept: boolean;
}

/** Date-major matrices [session x symbol] of Float64 in shared memory, NaN where there is no bar. */
export interface SharedMatrices {
  readonly score: SharedArrayBuffer | undefined;
  /** One per horizon of the record. */
  readonly forward: readonly SharedArrayBuffer[];
  /** One per cross-sectional value of the program. */
  readonly cross: readonly SharedArrayBuffer[];
}

/** What cross-sections are grouped by. */
export interface SymbolLabels {
  readonly sector: string | null;
  readonly industry: string | null;
}

/** What a thread needs to know of a symbol besides its bars. */
export interface SymbolIdentity {
  readonly index: number;
  readonly symbol: string;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly membership: readonly TimeInterval[] | undefined;
}

/** One symbol's bars on the way to a worker. */
export interface SymbolTask extends SymbolIdentity {
  readonly actions: readonly Action[];
  readonly bars: Bars;
}

/** One symbol whose first stage has been computed before. */
export interface KnownSymbol extends SymbolIdentity {
  readonly bytes: Uint8Array;
  /** Where that is known too: the end of the first stage's evaluation, as a row of a base. */
  readonly row?: Float64Array;
}

/** What the first stage of one symbol came to, to be kept, and the milliseconds it took. */
export interface ComputedSymbol {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly costMs: number;
}

export type ToWorker =
  | { readonly type: 'setup'; readonly setup: ScanSetup }
  | { readonly type: 'chunk'; readonly symbols: readonly SymbolTask[] }
  | { readonly type: 'known'; readonly symbols: readonly KnownSymbol[] }
  | {
      readonly type: 'cross';
      readonly stage: number;
      readonly fromSession: number;
      readonly toSession: number;
      readonly labels: readonly SymbolLabels[];
    }
  | { readonly type: 'local'; readonly stage: number }
  | { readonly type: 'finish' };

export type FromWorker =
  | { readonly type: 'ready' }
  /** A chunk has gone as far as it can alone; `scores` of its symbols where they are known already. */
  | {
      readonly type: 'chunk-done';
      readonly symbols: readonly number[];
      readonly scores: Float64Array;
      readonly computed: readonly ComputedSymbol[];
    }
  | { readonly type: 'cross-done' }
  | { readonly type: 'local-done' }
  | {
      readonly type: 'finished';
      readonly symbols: readonly number[];
      readonly lastBar: Float64Array;
      readonly isCurrent: Uint8Array;
      /** Row-major: symbol x output, in the order of the plan's numbers, then conditions, then ranks. */
      readonly values: Float64Array;
      readonly signals: SignalColumns;
      readonly failures: readonly ScanFailure[];
      /** Where first stages are kept and the plan can be extended: the rows of all symbols that have one; else none. */
      readonly rowBlocks: readonly RowBlock[];
    };
