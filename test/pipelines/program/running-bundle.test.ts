import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordPath } from '../../../pipelines/program/fresh-bundle.mjs';
import { PROJECT, runningBundle } from '../../../pipelines/program/index.js';

/** A time after all that this test writes: a process that has begun then runs what it wrote. */
const LATER = Date.now() + 3_600_000;

let folder: string;
let entry: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-running-'));
  entry = relative(PROJECT, join(folder, 'entry.ts'));
});
afterAll(() => {
  const record = recordPath(PROJECT, entry);
  for (const name of readdirSync(dirname(record)))
    if (join(dirname(record), name).startsWith(record.replace(/json$/, '')))
      rmSync(join(dirname(record), name), { recursive: true });
  rmSync(folder, { recursive: true });
});

let writes = 0;
/** A source that looks as if it had been written long ago, each time an hour later. */
function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
  const written = new Date(Date.UTC(2024, 0, 1, writes++));
  utimesSync(join(folder, name), written, written);
}
const hash = () => runningBundle(entry, LATER)?.hash;

test('the code of this process is told by all that its entry comes to, and by nothing else', () => {
  write('entry.ts', "import { used } from './inside.ts';\nexport const answer = used + 1;");
  write('inside.ts', 'export const used = 1;\nexport const unused = 1;');
  write('outside.ts', 'export const other = 1;');
  const before = hash();
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  write('outside.ts', 'export const other = 2222;');
  expect(hash()).toBe(before);
  write('inside.ts', '// A comment.\nexport const used = 1;\nexport const unused = 2222;');
  expect(hash()).toBe(before);
  write('inside.ts', 'export const used = 2222;');
  expect(hash()).not.toBe(before);
});

test('a process that began before its sources were changed is not told by what they are now', () => {
  write('inside.ts', 'export const used = 3;');
  expect(hash()).toBeDefined();
  expect(runningBundle(entry, Date.now() - 3_600_000)).toBeUndefined();
});
