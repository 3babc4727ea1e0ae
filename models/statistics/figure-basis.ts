/**
 * On what a figure rests, field by field, so that nothing about it can be left unsaid. It speaks of the
 * default definition; a variant says in its own where it differs.
 */
export interface FigureBasis {
  /** What is counted in the figure's n. */
  readonly n:
    | 'first bar'
    | 'last bar'
    | 'first and last bar'
    | 'bars'
    | 'returns'
    | 'returns in the tail'
    | 'returns while the benchmark rose'
    | 'returns while the benchmark fell'
    | 'drawdowns'
    | 'closed trades'
    | 'winning trades'
    | 'losing trades'
    | 'all trades';
  /** A mean square is a sum divided by n − ddof; null where no mean square is taken. */
  readonly ddof: 0 | 1 | null;
  /** How the annual risk-free rate enters: divided by the bars in a year, whole, or not at all. */
  readonly riskFree: 'none' | 'per bar' | 'per year';
  /** What makes a year or a day of bars, where the figure needs one. */
  readonly dayCount: 'none' | 'bars a year' | 'calendar days' | 'years of 365.25 days';
  /** What a trade still open after the last bar does to the figure. */
  readonly openTrades: 'marked at the last close' | 'left out' | 'counted' | 'not concerned';
}

const PLAIN = { ddof: null, riskFree: 'none', dayCount: 'none' } as const;

/** Of equity at each close. */
export const ofEquity: FigureBasis = { ...PLAIN, n: 'bars', openTrades: 'marked at the last close' };

/** Of the changes of equity from close to close. */
export const ofReturns: FigureBasis = { ...PLAIN, n: 'returns', openTrades: 'marked at the last close' };

/** Of the bars themselves, or of a benchmark on them: what the account did does not enter. */
export const ofBars: FigureBasis = { ...PLAIN, n: 'bars', openTrades: 'not concerned' };

/** Of trades that were exited. */
export const ofClosedTrades: FigureBasis = { ...PLAIN, n: 'closed trades', openTrades: 'left out' };

/** Of trades, the open ones with what is known of them. */
export const ofAllTrades: FigureBasis = { ...PLAIN, n: 'all trades', openTrades: 'counted' };
