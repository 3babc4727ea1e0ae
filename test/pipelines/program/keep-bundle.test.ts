import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordPath } from '../../../pipelines/program/fresh-bundle.mjs';
import { keepBundle, PROJECT } from '../../../pipelines/program/index.js';

let folder: string;
let source: string;
let entry: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'technic-bundle-'));
  source = join(folder, 'answer.ts');
  entry = relative(PROJECT, source);
});

afterEach(() => {
  for (const path of kept()) rmSync(path, { recursive: true });
  rmSync(folder, { recursive: true });
});

/** A source that was written at the hour given, long before it is built. */
function write(text: string, hour: number): void {
  writeFileSync(source, text);
  const written = new Date(Date.UTC(2024, 0, 1, hour));
  utimesSync(source, written, written);
}

function kept(): readonly string[] {
  const record = recordPath(PROJECT, entry);
  return readdirSync(dirname(record))
    .map((name) => join(dirname(record), name))
    .filter((path) => path.startsWith(record.replace(/json$/, '')));
}

function bundle() {
  const found = keepBundle(entry);
  if (found === undefined) throw new Error('a bundle can be kept where tests are run');
  return found;
}

describe('a kept bundle', () => {
  test('is the same until a source changes, and runs as the source does', async () => {
    write('export const answer: number = 42;', 1);
    const first = bundle();
    expect(bundle()).toEqual(first);
    expect(await import(first.path)).toMatchObject({ answer: 42 });

    write('export const answer: number = 43;', 2);
    const second = bundle();
    expect(second.hash).not.toBe(first.hash);
    expect(await import(second.path)).toMatchObject({ answer: 43 });
    // Who was started on the former goes on reading it.
    expect(readFileSync(first.path, 'utf8')).toContain('42');
  });

  test('of another comment is another file with the same hash', () => {
    write('export const answer = 42; // computed', 1);
    const first = bundle();
    write('export const answer = 42; // by Deep Thought', 2);
    const second = bundle();
    expect(second.path).not.toBe(first.path);
    expect(second.hash).toBe(first.hash);
  });

  test('knows where the project lies, which is not part of its hash', async () => {
    write(`export { PROJECT } from '${PROJECT}/pipelines/program/project-root.ts';`, 1);
    const { path, hash } = bundle();
    expect(await import(path)).toMatchObject({ PROJECT });
    const code = readFileSync(path, 'utf8');
    const placeless = code.replaceAll(join(PROJECT, 'pipelines/program'), '');
    expect(placeless).not.toBe(code);
    expect(hash).toBe(createHash('sha256').update(placeless).digest('hex'));
  });

  test('of code that a day ago was replaced is forgotten, however old the code is', () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const builtDaysAgo = (days: number) => {
      write(`export const answer = ${days};`, days);
      const path = dirname(bundle().path);
      utimesSync(path, daysAgo(days), daysAgo(days));
      return path;
    };
    const [year, month, hour] = [365, 30, 1 / 24].map(builtDaysAgo);
    write('export const answer = 0;', 400);
    const present = dirname(bundle().path);
    expect(kept().filter((path) => path !== recordPath(PROJECT, entry))).toHaveLength(3);
    expect(kept()).toEqual(expect.arrayContaining([month, hour, present]));
    expect(kept()).not.toContain(year);
  });

  test('is none where there is no room to keep it', () => {
    // Names of 255 bytes are the most that file systems take.
    entry = relative(PROJECT, join(folder, `${'a'.repeat(240)}.ts`));
    writeFileSync(join(PROJECT, entry), 'export const answer = 42;');
    expect(keepBundle(entry)).toBeUndefined();
  });

  test('of a source that cannot be read is none, and leaves nothing behind', () => {
    write('export const answer = ;', 1);
    expect(keepBundle(entry)).toBeUndefined();
    expect(kept()).toEqual([]);
  });
});
