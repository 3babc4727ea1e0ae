import { describe, expect, test } from 'vitest';
import { calibrationSentence } from '../../../notebooks/components/track-calibration.js';
import { lastHundredSentence } from '../../../notebooks/components/track-tables.js';

const tenths = (means: readonly number[]) =>
  means.map((mean, k) => ({ decile: k + 1, mean, n: 50, days: 20, hit_rate: 0.5, std_err: 0.01 }));
const RISING = [-0.02, -0.015, -0.012, -0.01, 0, 0.001, 0.004, 0.01, 0.012, 0.03];

describe('calibration in words', () => {
  test('a gain that climbs with every tenth climbs, one that falls falls', () => {
    expect(calibrationSentence(tenths(RISING), 'long')).toMatch(/^Of 500 long signals .*\+1\.00 .*it climbs/);
    expect(calibrationSentence(tenths(RISING.toReversed()), 'long')).toMatch(/\u22121\.00 .*it falls/);
  });

  test('a gain in no order is called that', () => {
    const mixed = [0.01, -0.02, 0.03, 0, -0.01, 0.02, -0.03, 0.015, -0.005, 0.005];
    expect(calibrationSentence(tenths(mixed), 'short')).toMatch(/no order that ten numbers/);
  });

  test('too few signals are not divided', () => {
    expect(calibrationSentence(tenths([0.01, 0.02]), 'short')).toMatch(/^Too few short signals/);
  });
});

describe('the last hundred in words', () => {
  test('signals of one day are one case', () => {
    const rows = [-0.1, 0.02, 0.03].map((gain) => ({ gain, date: '2018-01-24' }));
    expect(lastHundredSentence(rows)).toBe(
      '2 of 3 gained against the benchmark; \u22121.7\u202f% on average, from \u221210.0\u202f% to +3.0\u202f%. They began on 1 day and share its market: read them as one case.',
    );
  });

  test('signals of several days are as many cases', () => {
    const rows = ['2018-01-23', '2018-01-24', '2018-01-24'].map((date) => ({ gain: 0.01, date }));
    expect(lastHundredSentence(rows)).toMatch(
      /They began on 2 days and share their market: read them as 2 cases/,
    );
  });
});
