import { expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { createRandom } from '../../../models/random/index.js';
import {
  type CodeStrategy,
  compileStrategy,
  findStrategy,
  strategyColumns,
} from '../../../models/strategies/index.js';
import { detectLookAhead } from '../../../models/validation/index.js';

const bars = randomBars(300);
const SETTINGS = { cash: 100_000 };

/** Buys when the close is `ahead` bars from now above today's, and sells when it is below. */
function peeking(ahead: number): CodeStrategy<{ readonly close: Float64Array }> {
  return {
    kind: 'code',
    name: 'peeking',
    title: 'Peeking',
    description: 'Knows what comes.',
    source: 'test',
    parameters: [],
    account: 'single',
    prepare: ({ close }) => ({ close }),
    decide(i, account, { close }) {
      if (account.position === 0 && close[i + ahead] > close[i - 1]) return { entries: [{ side: 'long' }] };
      return account.position > 0 && close[i + ahead] < close[i - 1] ? { exit: true } : undefined;
    },
  };
}

function found(strategy: CodeStrategy): string[] {
  const compiled = compileStrategy(strategy);
  const findings = detectLookAhead((changed) => strategyColumns(compiled, changed, SETTINGS), bars, {
    random: createRandom(7),
  });
  return [...new Set(findings.map(({ column }) => column))].sort();
}

test('a strategy that uses what it may is clean', () => {
  expect(found(peeking(0) as CodeStrategy)).toEqual([]);
});

test('a decision that knows the next close is named, although no position up to its bar shows it', () => {
  expect(found(peeking(1) as CodeStrategy)).toEqual(['decide: entries', 'decide: exit']);
});

test('what prepare returns is named by its own name', () => {
  const strategy = peeking(0);
  const shifted = {
    ...strategy,
    prepare: ({ close }: Bars) => ({
      close,
      next: close.subarray(1),
      tomorrow: close.map((_, i) => close[i + 1] ?? 0),
    }),
  };
  expect(found(shifted as unknown as CodeStrategy)).toEqual(['tomorrow']);
});

test('rules are refused: an expression cannot look ahead', () => {
  expect(() => strategyColumns(compileStrategy(findStrategy('sma-cross')), bars)).toThrow(
    'cannot look ahead',
  );
});

function randomBars(n: number): Bars {
  const random = createRandom(3);
  const close = new Float64Array(n);
  for (let i = 0; i < n; i++) close[i] = (close[i - 1] ?? 100) * Math.exp(0.01 * random.normal());
  const time = Float64Array.from(close, (_, i) => i * 86_400_000);
  return {
    time,
    open: close,
    high: close.map((value) => value * 1.01),
    low: close.map((value) => value * 0.99),
    close,
    volume: close.map(() => 1e6),
    interval: '1d',
  };
}
