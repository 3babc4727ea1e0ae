import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededVerdict } from '../real/learning/seeded-verdict.js';
import type { BenchResult } from './bench-result.js';

const SEEDS = 20;
/** Of twenty: what a level of 5 % allows. */
const MOST_WRONG = 1;
const PLANTED_SEEDS = 5;

/**
 * How often the verdict is wrong: on twenty synthetic markets with nothing to find, and on some with the effect
 * planted. Named by seed on stderr, so that a wrong one can be looked into.
 */
export async function benchVerdicts(): Promise<BenchResult[]> {
  const directory = mkdtempSync(join(tmpdir(), 'technic-bench-verdicts-'));
  try {
    return [
      {
        name: `verdicts above none on ${SEEDS} synthetic markets without an effect`,
        value: await wrong(directory, SEEDS, 0, (verdict) => verdict !== 'none'),
        unit: 'seeds',
        budget: { of: 'value', atMost: MOST_WRONG },
      },
      {
        name: `planted effects missed on ${PLANTED_SEEDS} synthetic markets`,
        value: await wrong(directory, PLANTED_SEEDS, 1, (verdict) => verdict === 'none'),
        unit: 'seeds',
        budget: { of: 'value', atMost: MOST_WRONG },
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function wrong(
  directory: string,
  seeds: number,
  effect: number,
  isWrong: (verdict: string) => boolean,
): Promise<number> {
  let count = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const { verdict, reasons } = await seededVerdict(directory, seed, effect);
    if (!isWrong(verdict)) continue;
    count++;
    console.error(`  seed ${seed}, effect ${effect}: ${verdict}; ${reasons[0]}`);
  }
  return count;
}
