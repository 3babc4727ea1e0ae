import { expect, test } from 'vitest';
import { optionText, rowsSentence } from '../../../notebooks/components/run-report.js';
import type { RunSnapshot } from '../../../pipelines/site/snapshots/index.js';

function run(
  read: number,
  accepted: number,
  rejected: number,
  bars: number,
  benchmarkRows: number,
): RunSnapshot {
  const facts = { rowsRead: read, rowsAccepted: accepted, rowsRejected: rejected };
  return { facts, bars, benchmarkRows } as unknown as RunSnapshot;
}

test('rows read are accounted for, and the accepted ones are bars and the benchmark', () => {
  expect(rowsSentence(run(1000, 990, 10, 940, 50))).toBe(
    '990 + 10 = 1,000: every row read was accepted or is listed below. The accepted ones are 940 bars of symbols and 50 of the benchmark.',
  );
});

test('rows that are neither accepted nor rejected are called a fault', () => {
  expect(rowsSentence(run(1000, 980, 10, 980, 0))).toMatch(
    /990, but 1,000 were read: 10 are unaccounted for/,
  );
});

test('what a run was asked for reads as words, its whole numbers whole', () => {
  const option = {
    tier: 'embedded',
    bytesRead: 71_451_752,
    seconds: 5.789130404500002,
    ttlMs: { scan: 1, bars: [2, 3] },
  };
  expect(optionText(option)).toBe(
    'tier embedded, bytesRead 71451752, seconds 5.78913, ttlMs (scan 1, bars (2, 3))',
  );
  expect(optionText(null)).toBe('null');
});
