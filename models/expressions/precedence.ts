/** Operators that bind equally, and an expression whose reading hangs on it. */
export interface PrecedenceLevel {
  readonly operators: readonly string[];
  readonly groups: 'from the left' | 'from the right' | 'not at all' | 'before its part' | 'after its part';
  readonly takes: string;
  readonly gives: 'a condition' | 'a number' | 'what it takes';
  /** `text` means `readsAs`; `notAs` is refused or means something else. */
  readonly text: string;
  readonly readsAs: string;
  readonly notAs: string;
}

/** From the loosest to the tightest. */
export const precedence: readonly PrecedenceLevel[] = [
  {
    operators: ['or', '||'],
    groups: 'from the left',
    takes: 'conditions',
    gives: 'a condition',
    text: 'close > open or high > 10 and low < 5',
    readsAs: 'close > open or (high > 10 and low < 5)',
    notAs: '(close > open or high > 10) and low < 5',
  },
  {
    operators: ['and', '&&'],
    groups: 'from the left',
    takes: 'conditions',
    gives: 'a condition',
    text: 'not close > open and high > 10',
    readsAs: '(not close > open) and high > 10',
    notAs: 'not (close > open and high > 10)',
  },
  {
    operators: ['not', '!'],
    groups: 'before its part',
    takes: 'a condition',
    gives: 'a condition',
    text: 'not close > open',
    readsAs: 'not (close > open)',
    notAs: '(not close) > open',
  },
  {
    operators: ['<', '<=', '>', '>=', '==', '!='],
    groups: 'not at all',
    takes: 'numbers; == and != also a label and a text',
    gives: 'a condition',
    text: 'close > open + 1',
    readsAs: 'close > (open + 1)',
    notAs: '(close > open) + 1',
  },
  {
    operators: ['+', '-'],
    groups: 'from the left',
    takes: 'numbers',
    gives: 'a number',
    text: 'high - low - open',
    readsAs: '(high - low) - open',
    notAs: 'high - (low - open)',
  },
  {
    operators: ['*', '/', '%'],
    groups: 'from the left',
    takes: 'numbers',
    gives: 'a number',
    text: 'high / low * open',
    readsAs: '(high / low) * open',
    notAs: 'high / (low * open)',
  },
  {
    operators: ['sign -', 'sign +'],
    groups: 'before its part',
    takes: 'a number',
    gives: 'a number',
    text: '-close ^ 2',
    readsAs: '-(close ^ 2)',
    notAs: '(-close) ^ 2',
  },
  {
    operators: ['^', '**'],
    groups: 'from the right',
    takes: 'numbers',
    gives: 'a number',
    text: 'close ^ 2 ^ 3',
    readsAs: 'close ^ (2 ^ 3)',
    notAs: '(close ^ 2) ^ 3',
  },
  {
    operators: ['x[n]', 'x.output'],
    groups: 'after its part',
    takes: 'a number or a condition; an indicator',
    gives: 'what it takes',
    text: 'open ^ close[1]',
    readsAs: 'open ^ (close[1])',
    notAs: '(open ^ close)[1]',
  },
];
