import { TIE_TOLERANCE } from './comparison.js';

/** One rule of the language for the documentation; where there is an example, it compiles. */
export interface LanguageRule {
  readonly topic: 'grammar' | 'types' | 'ties' | 'unknown' | 'lookback' | 'across symbols';
  readonly rule: string;
  readonly example?: string;
}

/** Rules that hold for every expression, in the order in which a reader needs them. */
export const languageRules: readonly LanguageRule[] = [
  {
    topic: 'grammar',
    rule: 'Names are not case-sensitive. Arguments are given by place or by name; leading series are the inputs of an indicator and are close (highest: high, lowest: low) when left out.',
    example: 'bbands(close, period: 20, deviations: 2).upper',
  },
  {
    topic: 'grammar',
    rule: 'x[n] is the value of n bars ago; n is a whole number, never negative.',
    example: 'close > close[1]',
  },
  {
    topic: 'types',
    rule: 'A value is a number or a condition; if(condition, 1, 0) turns one into the other, a comparison back.',
    example: 'if(close > open, 1, 0)',
  },
  {
    topic: 'ties',
    rule: `Two numbers are equal when they differ by at most ${TIE_TOLERANCE} of the larger magnitude; every comparison, crossing, sign and rank uses this, and a difference compared with 0 is compared side by side.`,
    example: 'close - open == 0',
  },
  {
    topic: 'ties',
    rule: 'A crossing is strict on both bars: a tie in between swallows it.',
    example: 'crossover(sma(close, 10), sma(close, 30))',
  },
  {
    topic: 'unknown',
    rule: 'What cannot be computed (too little history, a division by zero, a missing value) is unknown, and so is arithmetic on it. Conditions follow three-valued logic: false and unknown is false, true or unknown is true, all else with unknown is unknown. A condition is met only where it is true.',
    example: 'nz(returns, 0)',
  },
  {
    topic: 'lookback',
    rule: 'The lookback is the number of bars before the first known value, added up along nested calls; a value never depends on a later bar.',
    example: 'sma(rsi(14), 5)',
  },
  {
    topic: 'across symbols',
    rule: 'rank, zscore, demean and scale compare the symbols of one session that have a value and belong to the universe; by sector or by industry, within the group.',
    example: 'rank(returns by sector)',
  },
];
