/** Market regime on a date: the benchmark's trend and the level of its volatility. */
export type Regime = 'up_quiet' | 'up_volatile' | 'down_quiet' | 'down_volatile' | 'unknown';

/** Bars of the benchmark needed before a regime is named: 252 values of a 21-bar deviation of returns. */
export const REGIME_LOOKBACK = 273;

/**
 * The two conditions, evaluated on the benchmark's own bars. The trend is up when the close is above its
 * 200-bar average; volatility is high when the 21-bar standard deviation of returns is above its own
 * median over 252 bars. Both need their whole window: with fewer bars the regime is unknown.
 */
export const regimeExpressions = {
  trend_up: 'close > sma(close, 200)',
  volatile: 'stdev(close / close[1] - 1, 21) > quantile(stdev(close / close[1] - 1, 21), 252, 0.5)',
} as const;

const WORDS: Readonly<Record<Regime, string>> = {
  up_quiet: 'trend up, volatility low',
  up_volatile: 'trend up, volatility high',
  down_quiet: 'trend down, volatility low',
  down_volatile: 'trend down, volatility high',
  unknown: 'regime unknown: not enough history',
};

/** One regime per bar from the two conditions (1, 0, or NaN where unknown). */
export function regimesOf(trendUp: Float64Array, volatile: Float64Array): Regime[] {
  return Array.from(trendUp, (up, i) => regimeOf(up, volatile[i]));
}

/** How a regime reads in a sentence. */
export function regimeWords(regime: Regime): string {
  return WORDS[regime];
}

function regimeOf(up: number, volatile: number): Regime {
  if (Number.isNaN(up) || Number.isNaN(volatile)) return 'unknown';
  if (up === 1) return volatile === 1 ? 'up_volatile' : 'up_quiet';
  return volatile === 1 ? 'down_volatile' : 'down_quiet';
}
