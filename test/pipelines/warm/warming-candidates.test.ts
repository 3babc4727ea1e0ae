import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type AskedScan,
  readRequests,
  recordRequest,
  warmingCandidates,
} from '../../../pipelines/warm/index.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 12);
const scanOf = (name: string) => ({ name, title: name, where: 'close > 1', direction: 'long' as const });
const asked = (name: string | null, daysAgo: number, costMs: number | null = null): AskedScan => ({
  at: NOW - daysAgo * DAY_MS,
  scan: name === null ? null : scanOf(name),
  costMs,
});

it('the chance of a scan is that of the days on which it was asked for, by the rule of succession', () => {
  const requests = [asked('a', 40, 99), asked('a', 3, 700), asked('a', 3), asked('a', 2), asked(null, 1, 50)];
  const found = warmingCandidates(requests, [scanOf('a'), scanOf('b')], NOW, { ms: 400, bytes: 8 });
  expect(
    found.map(({ scan, daysAsked, probability, costMs }) => [scan?.name, daysAsked, probability, costMs]),
  ).toEqual([
    ['a', 2, 3 / 5, 700],
    ['b', 0, 1 / 5, 400],
    [undefined, 1, 2 / 5, 50],
  ]);
});

it('a condition changed under its name is another scan', () => {
  const changed = { ...scanOf('a'), where: 'close > 2' };
  const found = warmingCandidates([asked('a', 1)], [changed], NOW, { ms: 1, bytes: 1 });
  expect(found.map(({ scan, daysAsked }) => [scan?.where, daysAsked])).toEqual([
    ['close > 2', 0],
    ['close > 1', 1],
  ]);
});

it('requests are read back in order, past a line that was cut off, and the file stays within its bound', () => {
  const folder = mkdtempSync(join(tmpdir(), 'technic-requests-'));
  try {
    const file = join(folder, 'requests.jsonl');
    expect(readRequests(file)).toEqual([]);
    recordRequest(file, asked('a', 2, 10));
    appendFileSync(file, '{"at":1,"sc\n');
    recordRequest(file, asked(null, 1));
    expect(readRequests(file)).toEqual([asked('a', 2, 10), asked(null, 1)]);
    appendFileSync(file, `${'x'.repeat(2 ** 20)}\n`.repeat(1));
    recordRequest(file, asked('b', 0));
    expect(readFileSync(file).length).toBeLessThan(2 ** 20 + 1000);
    recordRequest(file, asked('c', 0));
    expect(readRequests(file).map(({ scan }) => scan?.name)).toContain('c');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
