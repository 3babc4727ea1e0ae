import type { SymbolInputs } from '../../models/expressions/index.js';
import type { FigureOptions } from '../../models/statistics/index.js';
import type { ParameterValues, RuleStrategy, RunSettings } from '../../models/strategies/index.js';

/** A strategy as a thread can be told of it: by name, as rules, or as the module of a file (`strategyCode`). */
export type SweptStrategy =
  | { readonly name: string }
  | { readonly rules: Omit<RuleStrategy, 'settings'> }
  | { readonly code: string };

export interface SweepSetup {
  readonly strategy: SweptStrategy;
  readonly combinations: readonly ParameterValues[];
  readonly settings: RunSettings;
  readonly sessions: Float64Array;
  /** Each symbol in an account of its own (the default), or all of them in one. */
  readonly account?: 'each' | 'portfolio';
  /** How figures are defined. */
  readonly figures?: Pick<FigureOptions, 'convention' | 'riskFreeRate'>;
  /** What the one account is set beside; accounts of their own have it among their inputs. */
  readonly benchmark?: { readonly time: Float64Array; readonly close: Float64Array };
}

/** A symbol as a thread is told of it. */
export interface SweptSymbol {
  readonly symbol: string;
  readonly inputs: SymbolInputs;
}

/**
 * What is computed together, whatever the number of threads: some symbols under all combinations, or
 * all symbols under some of them.
 */
export type SweepBlock =
  | { readonly block: number; readonly symbols: readonly SweptSymbol[] }
  | { readonly block: number; readonly from: number; readonly to: number };

export type ToSweepWorker =
  | {
      readonly type: 'setup';
      readonly setup: SweepSetup;
      /** All symbols for one account; none otherwise, where each block brings its own. */
      readonly panel: readonly SweptSymbol[];
    }
  | { readonly type: 'block'; readonly task: SweepBlock };

export interface SweepBlockResult {
  readonly block: number;
  /** First combination of the rows below. */
  readonly from: number;
  /** Sum over the block's accounts of each finite figure, and how many were finite: [combination x figure]. */
  readonly figureSums: Float64Array;
  readonly figureCounts: Float64Array;
  /** Sum of the accounts' equities: [combination x session]. */
  readonly equity: Float64Array;
  readonly failures: readonly SweepFailure[];
}

/** A symbol that could not be run; the sweep goes on without it. */
export interface SweepFailure {
  readonly symbol: string;
  readonly message: string;
}
