import { describe, expect, test } from 'vitest';
import {
  decileOfRank,
  meanWithInterval,
  recordSentence,
  recordVerdict,
} from '../../../notebooks/components/record-words.js';
import { RECORD } from './snapshot-samples.js';

const record = (meanIc: number | null, icStdErr: number | null, days = 400) => ({
  ...RECORD.records[0],
  meanIc,
  icStdErr,
  days,
});

describe('a record in words', () => {
  test('an interval across zero is nil, above it positive, below it negative, and few days are too short', () => {
    expect(recordVerdict(record(0.012, 0.009))).toBe('nil');
    expect(recordVerdict(record(0.02, 0.009))).toBe('positive');
    expect(recordVerdict(record(-0.02, 0.009))).toBe('negative');
    expect(recordVerdict(record(0.02, 0.001, 60))).toBe('too short');
    expect(recordVerdict(undefined)).toBe('too short');
  });

  test('a nil record is called nil, with its numbers', () => {
    const sentence = recordSentence(RECORD, 'score', 10);
    expect(sentence).toContain('Record of the score: nil.');
    expect(sentence).toContain('+0.012');
    expect(sentence).toContain('400 days');
  });

  test('without a record the score is said to be a sorting order', () => {
    expect(recordSentence(RECORD, 'score', 21)).toContain('no record');
  });

  test('rank 1 of 100 is in the tenth decile, rank 100 in the first', () => {
    expect([1, 10, 11, 100].map((rank) => decileOfRank(rank, 100))).toEqual([10, 10, 9, 1]);
    expect(decileOfRank(3, 3)).toBe(4);
  });

  test('an unknown mean is unknown, not zero', () => {
    expect(meanWithInterval(null, null)).toBe('unknown');
  });
});
