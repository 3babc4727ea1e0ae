/** What a candle is measured by: its body, its range from high to low, or its two shadows together. */
type CandleMeasure = 'body' | 'range' | 'shadows';

/** A word of the candle rules: `factor` times the mean measure of the `period` bars before (0: of the bar itself). */
export interface CandleSetting {
  readonly measure: CandleMeasure;
  readonly period: number;
  readonly factor: number;
}

// The words of the rules, with TA-Lib's default values (ta_global.c).
export const bodyLong: CandleSetting = { measure: 'body', period: 10, factor: 1 };
export const bodyShort: CandleSetting = { measure: 'body', period: 10, factor: 1 };
export const bodyDoji: CandleSetting = { measure: 'range', period: 10, factor: 0.1 };
export const shadowLong: CandleSetting = { measure: 'body', period: 0, factor: 1 };
export const shadowVeryLong: CandleSetting = { measure: 'body', period: 0, factor: 2 };
export const shadowShort: CandleSetting = { measure: 'shadows', period: 10, factor: 1 };
export const shadowVeryShort: CandleSetting = { measure: 'range', period: 10, factor: 0.1 };
export const near: CandleSetting = { measure: 'range', period: 5, factor: 0.2 };
export const far: CandleSetting = { measure: 'range', period: 5, factor: 0.6 };
export const equal: CandleSetting = { measure: 'range', period: 5, factor: 0.05 };
