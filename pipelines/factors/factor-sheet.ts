import type { InformationCoefficient, QuantileRecord } from '../../models/statistics/index.js';

/** Bars ahead at which every feature is judged; together they show how its information decays. */
export const FACTOR_HORIZONS = [1, 5, 10, 21, 63] as const;
/** Bars ahead at which a feature is judged year by year and regime by regime. */
export const SLICE_HORIZON = 10;

/** What a feature was worth over the stored history, before costs. */
export interface FactorSheet {
  readonly subject: string;
  readonly horizons: readonly FactorHorizon[];
  readonly slices: readonly FactorSlice[];
  readonly turnover: readonly FactorTurnover[];
  /** Share of symbol-sessions with a value. */
  readonly coverage: number;
}

export interface FactorHorizon {
  /** Bars. */
  readonly horizon: number;
  readonly ic: InformationCoefficient;
  readonly deciles: readonly QuantileRecord[];
}

/** The IC of part of the sessions, at `SLICE_HORIZON` bars. */
export interface FactorSlice {
  readonly kind: 'year' | 'regime';
  readonly slice: string;
  readonly ic: InformationCoefficient;
}

export interface FactorTurnover {
  /** Sessions. */
  readonly lag: number;
  /** Share of the highest and of the lowest decile that was not in it `lag` sessions before. */
  readonly top: number;
  readonly bottom: number;
}
