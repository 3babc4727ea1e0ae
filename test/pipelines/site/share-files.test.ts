import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { precompress } from '../../../pipelines/site/precompress.js';
import { shareFiles } from '../../../pipelines/site/share-files.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'technic-share-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A site of one engine and one page. */
function write(name: string, engine: Buffer, page: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, '_file'), { recursive: true });
  writeFileSync(join(folder, '_file/engine.wasm'), engine);
  writeFileSync(join(folder, 'index.html'), page);
  return folder;
}

test('a large file that is the same as in the site before is stored once, packed neighbour too', () => {
  const engine = Buffer.alloc(200_000, 'engine');
  const before = write('before', engine, 'yesterday'.repeat(200));
  precompress(before);
  const site = write('site', engine, 'today'.repeat(400));
  expect(shareFiles(site, before)).toBe(200_000 + statSync(join(before, '_file/engine.wasm.gz')).size);
  precompress(site);
  for (const name of ['_file/engine.wasm', '_file/engine.wasm.gz'])
    expect(statSync(join(site, name)).ino).toBe(statSync(join(before, name)).ino);
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('today');
  rmSync(before, { recursive: true });
  expect(readFileSync(join(site, '_file/engine.wasm')).equals(engine)).toBe(true);
});

test('a file that changed by one byte is not shared, nor anything without a site before', () => {
  const changed = Buffer.alloc(200_000, 'engine');
  changed[199_999] = 0;
  const before = write('before', Buffer.alloc(200_000, 'engine'), '');
  const site = write('site', changed, '');
  expect(shareFiles(site, before)).toBe(0);
  expect(shareFiles(site, join(root, 'nowhere'))).toBe(0);
  expect(readFileSync(join(site, '_file/engine.wasm')).equals(changed)).toBe(true);
});
