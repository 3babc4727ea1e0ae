import type { SymbolInputs } from '../../models/expressions/index.js';
import type { FactorSheet } from './factor-sheet.js';

/** What a thread needs once, to judge any feature. */
export interface FactorSetup {
  readonly sessions: Float64Array;
  readonly inputs: readonly SymbolInputs[];
  /** Of each session, undefined = unknown. */
  readonly regimes: readonly (string | undefined)[];
  /** Every so many sessions are looked at. */
  readonly stride: number;
}

export type ToFactorWorker =
  | { readonly type: 'setup'; readonly setup: FactorSetup }
  | { readonly type: 'judge'; readonly subject: string };

export type FactorReply = FactorSheet;
