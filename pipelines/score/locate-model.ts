import { join } from 'node:path';
import { Problem } from '../errors/index.js';
import { listModels } from './model-folder.js';

/** The folder of a model given by its name in the workspace, or by a path. @throws Problem for an unknown name. */
export function modelFolder(models: string, name: string): string {
  if (name.includes('/') || name.includes('\\')) return name;
  const there = listModels(models);
  if (there.includes(name)) return join(models, name);
  throw new Problem('usage', `there is no model "${name}"`, {
    suggestion: `There are: ${there.join(', ') || 'none yet; see "npx technic train --help"'}. A folder is given by its path.`,
  });
}
