import { expect, test } from 'vitest';
import type { StrategiesSnapshot, StrategyRow } from '../../../pipelines/site/snapshots/index.js';
import { suspectSentence } from '../../../notebooks/components/strategies-words.js';

const DAYS = [17_000, 17_001, 17_002, 17_003];

const league = (...equities: readonly (readonly number[])[]) =>
  ({
    days: DAYS,
    strategies: equities.map(
      (equity, k) => ({ title: `strategy ${k + 1}`, equity }) as unknown as StrategyRow,
    ),
  }) as unknown as StrategiesSnapshot;

test('a session that moved an account further than markets do is named, with its size and day', () => {
  const words = suspectSentence(league([100, 101, 99, 100], [100, 110, 440, 430]));
  expect(words).toMatch(
    /this return before the prices behind it.*: in one session strategy 2 \+300\u202f% on 2016-07-20\./,
  );
  expect(words).not.toContain('strategy 1');
});

test('an account that lost all is not asked for the change after that', () => {
  expect(suspectSentence(league([100, -5, 20, 3]))).toContain('\u2212105\u202f% on 2016-07-19');
});

test('accounts that move as markets do are not doubted for it', () => {
  expect(suspectSentence(league([100, 120, 95, 100]))).toBeUndefined();
  expect(suspectSentence(league())).toBeUndefined();
});
