import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { technicJson } from '../pipelines/cli/run-technic.js';
import { sharedData } from '../real/shared-data.js';
import type { BenchResult } from './bench-result.js';

const SHELL = resolve(import.meta.dirname, '../../notebooks/.observablehq/shell');

/**
 * A nightly from raw CSV to the finished site: the first, on all sessions but the last; the next, when that one
 * has come in for every symbol; and one more on the same prices. The first builds the shell of the pages too.
 */
export async function benchNightly(): Promise<BenchResult[]> {
  const prices = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
  if (prices === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), 'technic-bench-'));
  const path = join(folder, 'prices.csv.gz');
  const night = async () => {
    const options = ['--source', 'csv', '--path', path, '--workspace', join(folder, 'workspace')];
    return (await technicJson<{ seconds: Record<string, number> }>(['nightly', ...options])).seconds;
  };
  try {
    const whole = readFileSync(prices);
    writeFileSync(path, gzipSync(withoutLastSession(gunzipSync(whole).toString('utf8')), { level: 1 }));
    rmSync(SHELL, { recursive: true, force: true });
    const first = await night();
    writeFileSync(path, whole);
    const next = await night();
    const again = await night();
    return [
      row('nightly 505 x 5 years, first', first.total, 60),
      row('nightly 505 x 5 years, next night, a day appended', next.total, 25),
      row('nightly 505 x 5 years, again on the same prices', again.total, 25),
      row('site build, warm', next.site, 25),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(name: string, value: number, atMost: number): BenchResult {
  return { name, value, unit: 's', budget: { of: 'value', atMost } };
}

/** Lines begin with an ISO date, which sorts as text. */
function withoutLastSession(csv: string): string {
  const [header, ...lines] = csv.split('\n');
  const dates = lines.map((line) => line.slice(0, 'YYYY-MM-DD'.length));
  const last = dates.reduce((latest, date) => (date > latest ? date : latest), '');
  return [header, ...lines.filter((_, k) => dates[k] !== last)].join('\n');
}
