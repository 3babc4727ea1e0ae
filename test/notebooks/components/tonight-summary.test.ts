import { describe, expect, test } from 'vitest';
import {
  changeSentence,
  dataWarnings,
  dueSentence,
  rankMoves,
  regimeSentence,
  scanSentence,
} from '../../../notebooks/components/tonight-summary.js';
import { RESULTS, TONIGHT } from './snapshot-samples.js';

describe('the summary of the night', () => {
  test('the market stands in one sentence with how long it has been so', () => {
    expect(regimeSentence(TONIGHT)).toBe('7 February 2018. Trend up, volatility high (2 sessions).');
  });

  test('an unknown regime is said to be unknown, without a duration', () => {
    const young = { ...TONIGHT, facts: { ...TONIGHT.facts, regime: 'unknown' } };
    expect(regimeSentence(young)).toBe('7 February 2018. Regime unknown: not enough history.');
  });

  test('a scan is stated with its record: mean, interval and sample size', () => {
    // 0.6 % with a standard error of 0.2 %: 0.6 - 1.96 x 0.2 = 0.21, 0.6 + 1.96 x 0.2 = 0.99.
    expect(scanSentence(TONIGHT, TONIGHT.scans[0], 10).replaceAll('\u202f', ' ')).toBe(
      '2 of 4 match \u201coversold in an uptrend\u201d; after a match, 10 bars paid +0.60 % (95 %: 0.21 to 0.99) against the benchmark, before costs (n = 1,944).',
    );
  });

  test('a scan without outcomes claims nothing', () => {
    expect(scanSentence({ ...TONIGHT, track: [] }, TONIGHT.scans[0], 10)).toContain(
      'no outcome at 10 bars yet',
    );
  });

  test('moves count from a tenth of the ranking on', () => {
    expect(rankMoves(RESULTS)).toEqual({ rose: 1, fell: 1 });
  });

  test('the first run has nothing to compare with, and says so', () => {
    expect(changeSentence({ ...TONIGHT, previous: null }, RESULTS)).toMatch('nothing to compare with');
    expect(changeSentence(TONIGHT, RESULTS)).toBe(
      'Since 2018-02-06: 1 in, 0 out, 1 rose and 1 fell by a decile or more.',
    );
  });

  test('what came due is counted whole, however many are listed', () => {
    expect(dueSentence(TONIGHT).replaceAll('\u202f', ' ')).toBe(
      'Came due tonight: 1,200 signals after 10 bars, 590 right, \u22120.25 % on average against the benchmark.',
    );
    const none = { signals: 0, right: 0, meanGain: null, rows: [] };
    expect(dueSentence({ ...TONIGHT, due: none })).toContain('No signal came due');
  });

  test('what is doubtful about the data is said, and nothing else', () => {
    expect(dataWarnings(TONIGHT)).toEqual(['3 rows of 100 rejected.']);
    const byKind = [
      { kind: 'flat_bar', bars: 1200 },
      { kind: 'jump', bars: 1 },
    ];
    expect(dataWarnings({ ...TONIGHT, recentFlags: { byKind, rows: [] } })[1]).toBe(
      '1,201 flags on bars of the last week: flat bar 1,200, jump 1.',
    );
    const survivors = { ...TONIGHT, facts: { ...TONIGHT.facts, delisted: 0, benchmark: null } };
    expect(dataWarnings(survivors).join(' ')).toMatch(/No benchmark.*survivors/);
  });
});
