import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from '../../../pipelines/workspace/make-folder.js';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'technic-folder-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('folders above that are missing are made, and one that is there is left', () => {
  const path = join(base, 'a', 'ü b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test('a file in the way is named by the system', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => makeFolder(join(base, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(base, 'file', 'below'))).toThrow(/EEXIST|ENOTDIR/);
});

test.runIf(process.platform === 'linux')('a place that takes no folders says so at once', () => {
  expect(() => makeFolder('/proc/technic/runs')).toThrow(/ENOENT|EACCES|EPERM|EROFS/);
});
