import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepShell } from '../../../pipelines/site/keep-shell.js';

let place: string;
let builds: number;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'technic-shells-'));
  builds = 0;
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

async function build(folder: string): Promise<void> {
  builds++;
  mkdirSync(join(folder, '_import'));
  writeFileSync(join(folder, 'index.html'), 'a page');
  writeFileSync(join(folder, '_import/code.js'), 'code');
}

test('a shell is built once for the same code, and again for other code, when the former is dropped', async () => {
  const first = await keepShell(place, () => 'one', build);
  expect(first.isKept).toBe(false);
  expect(await keepShell(place, () => 'one', build)).toEqual({ folder: first.folder, isKept: true });
  expect(builds).toBe(1);
  expect((await keepShell(place, () => 'two', build)).isKept).toBe(false);
  expect(readdirSync(place)).toEqual(['two']);
});

test.each([
  [
    'a file that changed by one byte',
    (pages: string) => writeFileSync(join(pages, '_import/code.js'), 'cod3'),
  ],
  ['a file that is gone', (pages: string) => rmSync(join(pages, '_import/code.js'))],
  ['a file too many', (pages: string) => writeFileSync(join(pages, 'stray.html'), '')],
  ['no record', (pages: string) => rmSync(join(pages, '../record.json'))],
  ['half a record', (pages: string) => writeFileSync(join(pages, '../record.json'), '[["_imp')],
])('a shell with %s is built anew', async (_, harm) => {
  const { folder } = await keepShell(place, () => 'one', build);
  harm(folder);
  expect((await keepShell(place, () => 'one', build)).isKept).toBe(false);
  expect(readFileSync(join(folder, '_import/code.js'), 'utf8')).toBe('code');
  expect(existsSync(join(folder, 'stray.html'))).toBe(false);
});

test('a build that fails or is killed half way leaves nothing that would be taken for a shell', async () => {
  const half = async (folder: string) => {
    writeFileSync(join(folder, 'index.html'), 'half a page');
    throw new Error('killed');
  };
  await expect(keepShell(place, () => 'one', half)).rejects.toThrow('killed');
  expect((await keepShell(place, () => 'one', build)).isKept).toBe(false);
  expect(readdirSync(place)).toEqual(['one']);
});

test('what a killed build has left running cannot spoil the shell that is built after it', async () => {
  let orphan = '';
  const killed = async (folder: string) => {
    orphan = folder;
    throw new Error('killed');
  };
  await expect(keepShell(place, () => 'one', killed)).rejects.toThrow('killed');
  const { folder } = await keepShell(
    place,
    () => 'one',
    async (pages) => {
      await build(pages);
      mkdirSync(orphan, { recursive: true });
      writeFileSync(join(orphan, 'index.html'), 'a late page');
    },
  );
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('a page');
  expect((await keepShell(place, () => 'one', build)).isKept).toBe(true);
});

test('a shell whose code changed while it was built is used once, and not kept', async () => {
  const keys = ['old', 'new'];
  await keepShell(place, () => keys.shift() ?? 'none', build);
  expect((await keepShell(place, () => 'old', build)).isKept).toBe(false);
});
