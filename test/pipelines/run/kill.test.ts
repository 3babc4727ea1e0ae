import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../models/random/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { technic, technicJson } from '../cli/run-technic.js';

const KILLS = 8;
const MARKET = ['--source', 'synthetic', '--symbol-count', '44'];

let workspace: string;
let usualMs: number;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-kill-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

/** Nights on one market whose history grows, so that each has an ingest to be interrupted. */
const nightly = (night: number) => [
  'nightly',
  '--no-site',
  '--workspace',
  workspace,
  ...MARKET,
  '--years',
  String(2 + night / 10),
];

interface Published {
  readonly runs: number;
  readonly asOf: string;
  readonly results: number;
  readonly signals: number;
}

async function published(): Promise<Published> {
  const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
  const [row] = await database.rows(
    `SELECT (SELECT count(*) FROM runs) AS runs, (SELECT max(as_of) FROM runs) AS as_of,
            (SELECT count(*) FROM results WHERE run_id = (SELECT max(run_id) FROM runs)) AS results,
            (SELECT count(*) FROM signals) AS signals`,
  );
  database.close();
  return {
    runs: Number(row.runs),
    asOf: String(row.as_of),
    results: Number(row.results),
    signals: Number(row.signals),
  };
}

describe('a nightly that is killed', () => {
  test(`at ${KILLS} random moments leaves the last good run whole, and the next one carries on`, async () => {
    const begun = performance.now();
    await technicJson(nightly(1));
    usualMs = performance.now() - begun;
    let before = await published();
    const random = createRandom(7);
    let killed = 0;
    for (let k = 0; k < KILLS; k++) {
      const { signal, code } = await technic(nightly(2 + k), { killAfterMs: random.uniform() * usualMs });
      const after = await published();
      if (signal === 'SIGKILL') killed++;
      const isWhole = after.runs === before.runs ? after : { ...after, runs: after.runs - 1 };
      expect(after.results).toBeGreaterThan(0);
      expect(isWhole.runs).toBe(before.runs);
      if (code === 0) expect(after.runs).toBe(before.runs + 1);
      expect(after.signals).toBeGreaterThanOrEqual(before.signals);
      before = after;
    }
    expect(killed).toBeGreaterThan(KILLS / 3);
    await technicJson(nightly(1));
    expect((await published()).runs).toBe(before.runs + 1);
    // What the killed runs left behind is gone: two complete runs at most.
    expect(readdirSync(join(workspace, 'runs')).length).toBeLessThanOrEqual(2);
    expect(existsSync(join(workspace, 'nightly.lock'))).toBe(false);
  }, 180_000);

  test('an interrupt says so, publishes nothing and exits with 130', async () => {
    const before = await published();
    const { code, stderr } = await technic(nightly(99), { killAfterMs: usualMs / 2, signal: 'SIGINT' });
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted/);
    expect(await published()).toEqual(before);
  });
});
