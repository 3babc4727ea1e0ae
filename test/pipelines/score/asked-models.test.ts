import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askedModels } from '../../../pipelines/score/asked-models.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-asked-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function modelAt(...path: string[]): string {
  const folder = join(directory, ...path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'card.json'), '{}');
  return folder;
}

describe('askedModels', () => {
  const models = join(directory, 'workspace');
  const own = modelAt('workspace', 'own');
  const elsewhere = modelAt('desk', 'elsewhere');

  it('asks the models of the workspace, then those at the paths of the config', () => {
    expect(askedModels(models, [elsewhere])).toEqual([
      { name: 'own', folder: own, clash: undefined },
      { name: 'elsewhere', folder: elsewhere, clash: undefined },
    ]);
  });

  it('asks a folder once that is named twice', () => {
    expect(askedModels(models, [own, elsewhere, elsewhere]).map(({ name }) => name)).toEqual([
      'own',
      'elsewhere',
    ]);
  });

  it('refuses a second model of the same name, and says where both are asked for, but no path of the machine', () => {
    const other = modelAt('desk', 'own');
    const again = modelAt('other-desk', 'elsewhere');
    const refused = askedModels(models, [elsewhere, other, again]).filter(({ clash }) => clash);
    expect(refused.map(({ name, clash }) => `${name}: ${clash?.message}`)).toEqual([
      'own (models.paths 2): models.paths 2 has the name of a model of the workspace: own',
      'elsewhere (models.paths 3): models.paths 3 has the name of models.paths 1: elsewhere',
    ]);
  });
});
