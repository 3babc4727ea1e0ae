import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inputFiles } from '../../../../pipelines/ingest/files/input-files.js';

const folder = mkdtempSync(join(tmpdir(), 'technic-pattern-'));
for (const file of ['a.csv', 'b.csv', 'x/a.csv', 'x/y/a.csv', 'z/b.csv', '.hidden.csv', '.git/a.csv']) {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), 'x');
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const found = async (pattern: string) =>
  (await inputFiles([join(folder, pattern)], ['.csv'])).map((file) => relative(folder, file));

describe('a pattern', () => {
  const cases: Record<string, readonly string[]> = {
    '*.csv': ['a.csv', 'b.csv'],
    '?.csv': ['a.csv', 'b.csv'],
    '*/a.csv': ['x/a.csv'],
    '*/*.csv': ['x/a.csv', 'z/b.csv'],
    '**/a.csv': ['a.csv', 'x/a.csv', 'x/y/a.csv'],
    '**/*.csv': ['a.csv', 'b.csv', 'x/a.csv', 'x/y/a.csv', 'z/b.csv'],
    'x/**': ['x/a.csv', 'x/y/a.csv'],
    '.*.csv': ['.hidden.csv'],
  };
  for (const [pattern, files] of Object.entries(cases)) {
    it(`${pattern} finds ${files.join(', ')}`, async () => {
      expect(await found(pattern)).toEqual(files);
    });
  }

  it('that matches nothing, in a folder that is or is not there, is a problem that names it', async () => {
    for (const pattern of ['*.zip', 'nowhere/*.csv', '*/*/*/*.csv'])
      await expect(found(pattern)).rejects.toThrow(`${pattern}: no file matches`);
  });
});
