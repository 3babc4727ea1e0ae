import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { technic, technicJson } from '../../cli/run-technic.js';
import { KEY, startVendor, type Vendor } from './vendor-server.js';

const folder = mkdtempSync(join(tmpdir(), 'technic-vendor-'));
let vendor: Vendor;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(async () => {
  await vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a workspace that shares its cache with another asks the vendor nothing, and says what that saved', async () => {
  const config = join(folder, 'vendor.config.ts');
  const source = { source: 'polygon', baseUrl: vendor.url, from: '2024-01-02', to: '2024-01-04' };
  const cache = { backend: 'embedded', directory: join(folder, 'cache') };
  writeFileSync(
    config,
    `export default ${JSON.stringify({ source: { ...source, requestsPerMinute: 60_000 }, cache })};`,
  );
  const ingest = (workspace: string) => {
    const args = ['ingest', '--config', config, '--workspace', join(folder, workspace)];
    return technic(args, { env: { POLYGON_API_KEY: KEY } });
  };
  const first = await ingest('one');
  expect(first.stderr).toContain('vendor: 7 calls made, 0 saved');
  expect(vendor.asked).toHaveLength(7);
  const second = await ingest('two');
  expect(second.stderr).toContain('vendor: 0 calls made, 7 saved (7 answers from the cache, 0 on file)');
  expect([second.stdout, second.code]).toEqual([first.stdout, 0]);
  const stats = await technicJson<{ vendorCallsSaved: number }>(
    ['cache', 'stats', '--config'].concat(config, '--workspace', join(folder, 'two')),
  );
  expect(stats.vendorCallsSaved).toBe(7);
  expect(vendor.asked).toHaveLength(7);
  expect(first.stderr + second.stderr + JSON.stringify(stats)).not.toContain(KEY);
});
