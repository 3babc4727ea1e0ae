import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleWorker } from '../../../pipelines/workers/index.js';

describe('a worker’s bundle', () => {
  test('is named after its code, whose hash it has, the source map left out', () => {
    const bundle = bundleWorker('scan/scan-worker.ts');
    if (bundle === undefined) throw new Error('a bundle can be kept where tests are run');
    const [code, map] = readFileSync(bundle.path, 'utf8').split('//# sourceMappingURL=');
    expect(map).toMatch(/^data:application\/json/);
    expect(createHash('sha256').update(code).digest('hex')).toBe(bundle.hash);
    expect(basename(bundle.path)).toContain(bundle.hash.slice(0, 16));
  });

  test('of other code has another hash', () => {
    const [scan, sweep] = ['scan/scan-worker.ts', 'search/sweep-worker.ts'].map(bundleWorker);
    expect(scan?.hash).not.toBe(sweep?.hash);
  });
});
