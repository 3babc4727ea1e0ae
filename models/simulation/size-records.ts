import { everyBar, exampleBars, type ExampleSession, signalAt } from './example-bars.js';
import type { SizeRule } from './settings.js';
import { simulate } from './simulate.js';

/** One way to size an entry: its formula and a rule for an example. */
export interface SizeRecord {
  readonly formula: string;
  readonly needs: string;
  readonly source: string;
  readonly example: SizeRule;
}

const ARITHMETIC = 'arithmetic';

/** Every way to size an entry. All are cut to what the account can pay, fees included, and to whole lots. */
export const sizeRecords: Readonly<Record<SizeRule['kind'], SizeRecord>> = {
  'all-in': {
    formula: 'all buying power / (price + fees)',
    needs: 'nothing',
    source: ARITHMETIC,
    example: { kind: 'all-in' },
  },
  cash: {
    formula: 'amount / (price + fees)',
    needs: 'nothing',
    source: ARITHMETIC,
    example: { kind: 'cash', amount: 20_000 },
  },
  shares: {
    formula: 'shares',
    needs: 'nothing',
    source: ARITHMETIC,
    example: { kind: 'shares', shares: 250 },
  },
  equity: {
    formula: 'fraction x equity / (price + fees)',
    needs: 'nothing',
    source: ARITHMETIC,
    example: { kind: 'equity', fraction: 0.25 },
  },
  'volatility-target': {
    formula: 'equity x annual / (volatility of a bar x \u221abars a year) / price',
    needs: 'the series volatility',
    source: 'Moreira & Muir (2017), Journal of Finance 72(4)',
    example: { kind: 'volatility-target', annual: 0.1 },
  },
  'atr-risk': {
    formula: 'equity x risk / (multiple x ATR)',
    needs: 'the series atr',
    source: 'Faith (2007), Way of the Turtle: a position loses the same share of equity per ATR',
    example: { kind: 'atr-risk', risk: 0.01, multiple: 2 },
  },
  kelly: {
    formula:
      'fraction x (p - (1 - p) / b) x equity / (price + fees), p the share of wins, b mean win / mean loss of the trades so far; initial x equity before minimumTrades of them',
    needs: 'closed trades',
    source: 'Kelly (1956), Bell System Technical Journal 35; two-outcome form',
    example: { kind: 'kelly', fraction: 0.5, initial: 0.1, minimumTrades: 2 },
  },
};

/** In at 50 each time, out at 53, 48.5 and 53. */
const SESSIONS: readonly ExampleSession[] = [50, 50, 53, 50, 48.5, 50, 53, 50, 53].map(
  (price): ExampleSession => [price, price, price, price],
);

/** Shares of the four entries of a size rule's example: 100,000 to begin with, volatility 0.02, ATR 1.5. */
export function exampleSizes({ example }: SizeRecord): readonly number[] {
  const bars = exampleBars(SESSIONS);
  const { trades } = simulate(
    bars,
    {
      entry: signalAt(bars, 0, 2, 4, 6),
      exit: signalAt(bars, 1, 3, 5, 7),
      volatility: everyBar(bars, 0.02),
      atr: everyBar(bars, 1.5),
    },
    { cash: 100_000, size: example },
  );
  return trades.map(({ size }) => size);
}
