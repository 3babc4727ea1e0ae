import { basename, join, resolve } from 'node:path';
import { Problem } from '../errors/index.js';
import { listModels } from './model-folder.js';

/** A model that is to score: its folder, under the folder's name; under its place in the config where the name is taken. */
export interface AskedModel {
  readonly name: string;
  readonly folder: string;
  /** Why it cannot be asked under this name. */
  readonly clash: Problem | undefined;
}

/** The models of a workspace, then those at other paths. Two of one name would share a record: the later is refused. */
export function askedModels(models: string, paths: readonly string[]): AskedModel[] {
  const asked: AskedModel[] = listModels(models).map((name) => ({
    name,
    folder: join(models, name),
    clash: undefined,
  }));
  for (const [k, path] of paths.entries()) {
    const folder = resolve(path);
    const said = `models.paths ${k + 1}`;
    const name = basename(folder);
    const before = asked.find((one) => one.name === name && one.clash === undefined);
    const clash =
      before && before.folder !== folder
        ? new Problem('config', `${said} has the name of ${placeOf(before, models, paths)}: ${name}`, {
            suggestion: 'Rename one of the two folders: a model goes by the name of its folder.',
          })
        : undefined;
    if (before?.folder !== folder) asked.push({ name: clash ? `${name} (${said})` : name, folder, clash });
  }
  return asked;
}

/** Where a model comes from, without a path: what is said of it is read on a site, too. */
function placeOf({ name, folder }: AskedModel, models: string, paths: readonly string[]): string {
  if (folder === join(models, name)) return 'a model of the workspace';
  return `models.paths ${paths.findIndex((path) => resolve(path) === folder) + 1}`;
}
