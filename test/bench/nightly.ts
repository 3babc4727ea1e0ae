import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { technicJson } from '../pipelines/cli/run-technic.js';
import { sharedData } from '../real/shared-data.js';
import type { BenchResult } from './bench-result.js';

/** A nightly from raw CSV to the finished site: the first, and the next one on the same prices. */
export async function benchNightly(): Promise<BenchResult[]> {
  const prices = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
  if (prices === undefined) return [];
  const workspace = mkdtempSync(join(tmpdir(), 'technic-bench-'));
  try {
    const run = () =>
      technicJson<{ seconds: Record<string, number> }>([
        'nightly',
        '--source',
        'csv',
        '--path',
        prices,
        '--workspace',
        workspace,
      ]);
    const first = await run();
    const next = await run();
    return [
      {
        name: 'nightly 505 x 5 years, first',
        value: first.seconds.total,
        unit: 's',
        budget: { of: 'value', atMost: 60 },
      },
      {
        name: 'nightly 505 x 5 years, next night',
        value: next.seconds.total,
        unit: 's',
        budget: { of: 'value', atMost: 25 },
      },
      { name: 'site build, warm', value: next.seconds.site, unit: 's', budget: { of: 'value', atMost: 25 } },
    ];
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
