import type { PlanNode, ValueType } from './plan.js';

/** A compiled set of expressions: what to compute, in which order, and what it reads. Immutable. */
export interface Program {
  readonly outputs: readonly ProgramOutput[];
  /** Longest lookback of any output: bars that must be known before all are. */
  readonly lookback: number;
  /** Columns read, such as close, benchmark_close, sector. */
  readonly columns: readonly string[];
  readonly isCrossSectional: boolean;
  /**
   * Local steps of stage 0, then for each further stage a step across symbols and local steps; stage 1 of a
   * program with late columns has no step across symbols. A program with neither has one stage.
   */
  readonly stages: readonly Stage[];
  /** Number of matrices [session x symbol] that the steps across symbols need. */
  readonly matrices: number;
  /** Canonical text of the plan: programs with equal keys give equal values. */
  readonly key: string;
  readonly nodes: readonly PlanNode[];
}

export interface ProgramOutput {
  readonly name: string;
  readonly type: ValueType;
  readonly node: number;
  /** Stage after which the value is there. */
  readonly stage: number;
  readonly lookback: number;
}

/** What is computed for one symbol without looking at another. */
export interface Stage {
  /** Steps across symbols that must be finished before this stage, one per matrix. */
  readonly crossSections: readonly CrossStep[];
  /** Nodes in the order they are computed. */
  readonly steps: readonly LocalStep[];
  /** Values written to matrices at the end of the stage, for the next one. */
  readonly exports: readonly { readonly node: number; readonly matrix: number }[];
  /** Nodes whose memory is free once the exports are written. */
  readonly releases: readonly number[];
  /** Nodes of this and earlier stages that a later stage reads. */
  readonly readLater: ReadonlySet<number>;
}

export interface CrossStep {
  readonly node: number;
  readonly matrix: number;
}

export interface LocalStep {
  readonly node: number;
  /** Nodes nobody reads after this step. */
  readonly releases: readonly number[];
}
