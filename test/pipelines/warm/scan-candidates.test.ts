import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type AskedScan,
  type AskedSymbol,
  type WarmingQuestion,
  readRequests,
  recordRequest,
  scanCandidates,
} from '../../../pipelines/warm/index.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 12);
const scanOf = (name: string) => ({ name, title: name, where: 'close > 1', direction: 'long' as const });
const asked = (name: string | null, daysAgo: number, costMs: number | null = null): AskedScan => ({
  at: NOW - daysAgo * DAY_MS,
  scan: name === null ? null : scanOf(name),
  costMs,
});

const options = (record: number) => ({ now: NOW, unknown: { ms: 400, bytes: 8 }, record: () => record });
const scanOfQuestion = (question: WarmingQuestion) => (question.type === 'scan' ? question.scan : undefined);
const SEEN: AskedSymbol = { at: NOW, symbol: 'AAPL', by: 'eval' };

it('the chance of a scan is that of the days on which it was asked for, by the rule of succession', () => {
  const scans = [asked('a', 40, 99), asked('a', 3, 700), asked('a', 3), asked('a', 2), asked(null, 1, 50)];
  const found = scanCandidates(
    { scans, symbols: [], backtests: [] },
    [scanOf('a'), scanOf('b')],
    options(0.5),
  );
  expect(
    found.map(({ question, daysAsked, probability, costMs }) => [
      scanOfQuestion(question)?.name,
      daysAsked,
      probability,
      costMs,
    ]),
  ).toEqual([
    ['a', 2, 3 / 5, 700],
    ['b', 0, 1 / 5, 400],
    [undefined, 1, 2 / 5, 50],
  ]);
});

it('a reason whose warmings were used counts for two days of asking, one whose were not for none', () => {
  const chances = (record: number) =>
    scanCandidates(
      { scans: [asked('a', 1)], symbols: [], backtests: [] },
      [scanOf('b')],
      options(record),
    ).map(({ reason, words, probability }) => [reason, words, probability]);
  expect(chances(1)).toEqual([
    ['named', 'named in the config', 2 / 3],
    ['asked', 'asked for on 1 of 1 days', 1],
  ]);
  expect(chances(0).map(([, , probability]) => probability)).toEqual([0, 1 / 3]);
});

it('a condition changed under its name is another scan', () => {
  const changed = { ...scanOf('a'), where: 'close > 2' };
  const found = scanCandidates(
    { scans: [asked('a', 1)], symbols: [], backtests: [] },
    [changed],
    options(0.5),
  );
  expect(found.map(({ question, daysAsked }) => [scanOfQuestion(question)?.where, daysAsked])).toEqual([
    ['close > 2', 0],
    ['close > 1', 1],
  ]);
});

it('requests are read back in order, past a line that was cut off, and the file stays within its bound', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technic-requests-'));
  try {
    const file = join(folder, 'requests.jsonl');
    expect(readRequests(file)).toEqual({ scans: [], symbols: [], backtests: [] });
    recordRequest(file, asked('a', 2, 10));
    appendFileSync(file, '{"at":1,"sc\n');
    recordRequest(file, asked(null, 1));
    recordRequest(file, SEEN);
    expect(readRequests(file)).toEqual({
      scans: [asked('a', 2, 10), asked(null, 1)],
      symbols: [SEEN],
      backtests: [],
    });
    appendFileSync(file, `${'x'.repeat(2 ** 20)}\n`.repeat(1));
    recordRequest(file, asked('b', 0));
    expect(readFileSync(file).length).toBeLessThan(2 ** 20 + 1000);
    recordRequest(file, asked('c', 0));
    expect(readRequests(file).scans.map(({ scan }) => scan?.name)).toContain('c');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
