import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCard } from '../../../pipelines/score/index.js';
import { technic, technicJson } from './run-technic.js';

const workspace = mkdtempSync(join(tmpdir(), 'technic-train-cli-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const training = (name: string) =>
  `train --source synthetic --seed 5 --symbol-count 40 --years 2 --label fwd5 --search one --folds 2 --max-rows 4000 --workers 1 --name ${name} --workspace ${workspace}`.split(
    ' ',
  );

/** Fits of interrupted trainings. */
function finishedFits(): string[] {
  const kept = join(workspace, 'cache', 'training');
  if (!existsSync(kept)) return [];
  return readdirSync(kept, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.bin'));
}

describe('technic train', () => {
  test('interrupted by Ctrl-C it says so, leaves no model, and goes on to the same model when run again', async () => {
    const { code, stderr } = await technic(training('interrupted'), {
      killWhen: () => finishedFits().length > 0,
      signal: 'SIGINT',
    });
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('run the same command again to go on from them');
    expect(existsSync(join(workspace, 'models', 'interrupted'))).toBe(false);
    const kept = finishedFits().length;
    expect(kept).toBeGreaterThan(0);

    const resumed = await technicJson<{ path: string }>(training('interrupted'));
    expect(finishedFits()).toEqual([]);
    const straight = await technicJson<{ path: string }>(training('straight'));
    expect(readCard(resumed.path).sha256).toBe(readCard(straight.path).sha256);
    expect(readCard(resumed.path).evaluation).toEqual(readCard(straight.path).evaluation);
  });
});
