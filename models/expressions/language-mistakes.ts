/** An expression that is refused, and what it is an example of. */
export interface LanguageMistake {
  readonly about: 'spelling' | 'form' | 'types' | 'arguments' | 'time' | 'labels';
  readonly text: string;
}

/** Mistakes worth seeing. What is said about each is not written here: the compiler says it. */
export const languageMistakes: readonly LanguageMistake[] = [
  { about: 'spelling', text: 'rsii(14) < 30' },
  { about: 'spelling', text: 'clos\u0435 > open' },
  { about: 'spelling', text: 'macd(12, 26, 9).histgram > 0' },
  { about: 'form', text: 'low < open < high' },
  { about: 'form', text: '(close - open / 2' },
  { about: 'form', text: 'close > open ? 1 : 0' },
  { about: 'form', text: 'rsi(14) = 30' },
  { about: 'types', text: 'close and open' },
  { about: 'types', text: 'if(close > open, 1, close > open)' },
  { about: 'types', text: 'close + "1"' },
  { about: 'arguments', text: 'sma(close, 0)' },
  { about: 'arguments', text: 'sma(close, length: 20)' },
  { about: 'arguments', text: 'sma(close, rsi(2))' },
  { about: 'arguments', text: 'rsi(close, 14, 3)' },
  { about: 'time', text: 'close[-1] > close' },
  { about: 'time', text: 'close[1.5]' },
  { about: 'labels', text: 'sector > "Energy"' },
  { about: 'labels', text: 'rank(returns by symbol)' },
];
