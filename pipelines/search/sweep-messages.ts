import type { SymbolInputs } from '../../models/expressions/index.js';
import type { PortfolioSettings } from '../../models/simulation/index.js';
import type { ParameterValues, RuleStrategy } from '../../models/strategies/index.js';

/** A strategy as a thread can be told of it: by name, or as rules. */
export type SweptStrategy = { readonly name: string } | { readonly rules: Omit<RuleStrategy, 'settings'> };

export interface SweepSetup {
  readonly strategy: SweptStrategy;
  readonly combinations: readonly ParameterValues[];
  readonly settings: PortfolioSettings;
  readonly sessions: Float64Array;
}

/** Symbols that are computed together; the blocks do not depend on the number of threads. */
export interface SweepBlock {
  readonly block: number;
  readonly symbols: readonly SymbolInputs[];
}

export type ToSweepWorker =
  | { readonly type: 'setup'; readonly setup: SweepSetup }
  | { readonly type: 'block'; readonly task: SweepBlock };

export interface SweepBlockResult {
  readonly block: number;
  /** Sum over the block's symbols of each finite figure, and how many were finite: [combination x figure]. */
  readonly figureSums: Float64Array;
  readonly figureCounts: Float64Array;
  /** Sum of the accounts' equities: [combination x session]. */
  readonly equity: Float64Array;
}
