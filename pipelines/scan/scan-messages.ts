import { type Action, type Adjustment, type Bars, type TimeInterval } from '../../models/bars/index.js';

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

/** One symbol's bars on the way to a worker. */
export interface SymbolTask {
  readonly index: number;
  readonly symbol: string;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly actions: readonly Action[];
  readonly membership: readonly TimeInterval[] | undefined;
  readonly bars: Bars;
}

export type ToWorker =
  | { readonly type: 'setup'; readonly setup: ScanSetup }
  | { readonly type: 'chunk'; readonly symbols: readonly SymbolTask[] }
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
  /** A chunk has been through the first step; `scores` of its symbols where they are known already. */
  | { readonly type: 'chunk-done'; readonly symbols: readonly number[]; readonly scores: Float64Array }
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
    };
