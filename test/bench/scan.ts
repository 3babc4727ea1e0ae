import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMarket, streamBars } from '../../pipelines/market/index.js';
import { openForReading } from '../../pipelines/store/index.js';
import type { BenchResult } from './bench-result.js';
import { technic } from '../pipelines/cli/run-technic.js';
import { sharedData } from '../real/shared-data.js';
import { withScanProcesses } from './scan-in-process.js';

const RULE = 'rsi(2) < 10 and close > sma(close, 200)';

/** The cold scan of the wide universe, in processes of its own, as a user's would be. */
export async function benchScan(): Promise<BenchResult[]> {
  const wide = sharedData('us_wide_2015_2017/bars.parquet');
  if (wide === undefined) return [];
  const workspace = mkdtempSync(join(tmpdir(), 'technic-bench-'));
  try {
    const source = ['--source', 'parquet', '--path', wide, '--workspace', workspace, '--quiet'];
    await technic(['nightly', '--no-site', ...source]);
    const cold = await withScanProcesses((scan) => scan(join(workspace, 'current', 'technic.duckdb')));
    return [
      {
        name: 'cold scan us_wide, 43 features, rating, one scan, record',
        value: cold.seconds,
        unit: 's',
        floor: await plainScan(join(workspace, 'current', 'technic.duckdb')),
        budget: { of: 'value', atMost: 6 },
      },
      {
        name: 'cold scan us_wide, peak memory',
        value: cold.peakGiB,
        unit: 'GiB',
        budget: { of: 'value', atMost: 1.5 },
      },
      {
        name: 'first result of technic scan after the process is up',
        value: await firstResult(workspace),
        unit: 's',
        budget: { of: 'value', atMost: 0.5 },
      },
    ];
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** The floor: read the bars and compute close / sma(close, 200) - 1 of each symbol, on one thread, nothing else. */
async function plainScan(path: string): Promise<number> {
  const database = await openForReading(path);
  const begun = performance.now();
  const market = await loadMarket(database);
  let sum = 0;
  for await (const { bars } of streamBars(database, market.asOf)) {
    const { close } = bars;
    let total = 0;
    for (let i = 0; i < close.length; i++) {
      total += close[i];
      if (i >= 200) total -= close[i - 200];
    }
    sum += total;
  }
  database.close();
  if (Number.isNaN(sum)) throw new Error('bench: a close is not a number');
  return (performance.now() - begun) / 1000;
}

async function firstResult(workspace: string): Promise<number> {
  const { stdout } = await technic(['scan', '--where', RULE, '--json', '--quiet', '--workspace', workspace]);
  return (JSON.parse(stdout) as { seconds: { firstResult: number } }).seconds.firstResult;
}
