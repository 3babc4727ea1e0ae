import { expect, test } from 'vitest';
import { warmingSentence } from '../../../notebooks/components/cache-warming.js';

const CANDIDATES = [
  { candidate: 'scan a', seconds_spent: 2, seconds_saved: 1.5 },
  { candidate: 'scan b', seconds_spent: 1, seconds_saved: 0 },
];

test('what warming achieved is said only of what had the time to be asked for', () => {
  const reasons = [
    { reason: 'asked', times: 3, times_used: 2 },
    { reason: 'named', times: 5, times_used: 0 },
  ];
  expect(warmingSentence({ values: [], candidates: CANDIDATES, reasons })).toBe(
    '2 of 8 things that were computed ahead were asked for afterwards; 3.0\u202fs were spent, 1.5\u202fs of waiting were saved.',
  );
  expect(warmingSentence({ values: [], candidates: CANDIDATES, reasons: [] })).toContain('shows once people');
});
