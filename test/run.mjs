// Runs one suite (unit, real or browser) with the services it needs and ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureServices } from './services.mjs';

const [suite = 'unit', ...rest] = process.argv.slice(2);
if (!['unit', 'real', 'browser'].includes(suite)) {
  console.error(`unknown suite "${suite}": choose unit, real or browser`);
  process.exit(2);
}
ensureServices(suite === 'real' ? [] : ['redis-server', 'chromium']);

const reports = mkdtempSync(join(tmpdir(), 'technic-test-'));
const report = join(reports, 'report.json');
const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    suite,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...rest,
  ],
  {
    stdio: 'inherit',
    cwd: join(import.meta.dirname, '..'),
    // Test files share the sites and workspaces that they look at: see test/built-once.ts.
    env: { ...process.env, TECHNIC_TEST_SHARED: join(reports, 'shared') },
  },
);
let failed = run.status === 0 ? 0 : 1;
let summary = '0 passed';
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0, failed);
  summary = `${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`;
} catch {
  summary = `0 passed, ${failed} failed`;
}
rmSync(reports, { recursive: true, force: true });
console.log(summary);
process.exit(failed > 0 ? 1 : 0);
