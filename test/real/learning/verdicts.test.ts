import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seededVerdict } from './seeded-verdict.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-verdicts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

// All twenty seeds are asked in `npm run bench -- learning`; here as many as a CI run has time for.
describe('the verdict on synthetic markets', () => {
  it.each([1, 2, 3, 4])('is none without an effect, seed %i', async (seed) => {
    const card = await seededVerdict(directory, seed, 0);
    expect(card.verdict, card.reasons.join('\n')).toBe('none');
  });

  it.each([1, 2])('finds the planted effect, seed %i', async (seed) => {
    const card = await seededVerdict(directory, seed, 1);
    expect(card.verdict, card.reasons.join('\n')).not.toBe('none');
  });
});
