import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listModels, readCard, writeModel } from '../../../pipelines/score/index.js';
import { replaceFolder } from '../../../pipelines/score/replace-folder.js';
import { linearRegressor } from './foreign-models.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'technic-replace-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const card = (title: string) => ({
  format: 1 as const,
  name: 'm',
  title,
  features: [{ name: 'a' }, { name: 'b' }],
});

describe('replaceFolder', () => {
  it('replaces a folder and leaves nothing beside it', () => {
    const folder = join(parent, 'm');
    for (const text of ['first', 'second']) {
      replaceFolder(folder, (staged) => writeFileSync(join(staged, 'file'), text));
      expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(text);
    }
    expect(readdirSync(parent)).toEqual(['m']);
  });

  it('keeps the old folder when the new one cannot be written, and leaves nothing beside it', () => {
    const folder = join(parent, 'm');
    replaceFolder(folder, (staged) => writeFileSync(join(staged, 'file'), 'good'));
    const failing = () =>
      replaceFolder(folder, () => {
        throw new Error('disk full');
      });
    expect(failing).toThrow('disk full');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('good');
    expect(readdirSync(parent)).toEqual(['m']);
  });

  it('removes what a writer that was killed long ago left behind, and nothing that is being written', () => {
    mkdirSync(join(parent, '.m-aaaaaa'));
    utimesSync(join(parent, '.m-aaaaaa'), 0, 0);
    mkdirSync(join(parent, '.m-bbbbbb'));
    replaceFolder(join(parent, 'm'), () => {});
    expect(readdirSync(parent).sort()).toEqual(['.m-bbbbbb', 'm']);
  });
});

describe('a model whose replacement was killed between its two renames', () => {
  it('is read as the new one, and listed', () => {
    const folder = join(parent, 'm');
    writeModel(folder, linearRegressor(), card('new'));
    renameSync(folder, join(parent, '.m-cccccc'));
    writeModel(folder, linearRegressor(), card('old'));
    renameSync(folder, join(parent, '.m-cccccc-old'));
    expect(existsSync(folder)).toBe(false);
    expect(readCard(folder).title).toBe('new');
    expect(listModels(parent)).toEqual(['m']);
    expect(readdirSync(parent)).toEqual(['m']);
  });
});
