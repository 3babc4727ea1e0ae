import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, toProblem } from '../errors/index.js';
import { CASES_FILE } from './case-library.js';
import { OWN_FILE, readModel, type StoredModel, writeModel } from './model-folder.js';
import type { OwnModelJson } from './own-model.js';

/** Models that were replaced or dropped are kept here, beside the others and asked no more. */
const RETIRED = '.retired';

export interface Promotion {
  readonly model: StoredModel;
  /** Where the champion that was replaced is kept. */
  readonly retired: string;
}

/**
 * Puts a challenger in the place and under the name of the champion; the champion is kept, whole, in
 * `.retired`. A reader finds the one or the other at every moment.
 */
export function promoteModel(models: string, champion: string, challenger: string): Promotion {
  if (champion === challenger) {
    throw new Problem('usage', `${champion} cannot take its own place`, {
      suggestion: 'Name the challenger first, and the model it is to replace with --over.',
    });
  }
  const old = readModel(join(models, champion));
  const next = readModel(join(models, challenger));
  try {
    const retired = retiredFolder(models, old);
    cpSync(old.folder, retired, { recursive: true });
    const model = writeModel(
      old.folder,
      next.bytes,
      { ...next.card, name: champion },
      { own: ownOf(next.folder), cases: casesOf(next.folder) },
    );
    rmSync(next.folder, { recursive: true, force: true });
    return { model, retired };
  } catch (error) {
    throw toProblem(error);
  }
}

/** Takes a model out of use. @returns where it is kept. */
export function retireModel(models: string, name: string): string {
  const model = readModel(join(models, name));
  try {
    const retired = retiredFolder(models, model);
    renameSync(model.folder, retired);
    return retired;
  } catch (error) {
    throw toProblem(error);
  }
}

/** A place of its own for each content, free to be written. */
function retiredFolder(models: string, { card, hash }: StoredModel): string {
  const folder = join(models, RETIRED, `${card.name}-${hash.slice(0, 12)}`);
  mkdirSync(join(models, RETIRED), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

function ownOf(folder: string): OwnModelJson | undefined {
  const path = join(folder, OWN_FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as OwnModelJson) : undefined;
}

function casesOf(folder: string): Uint8Array | undefined {
  const path = join(folder, CASES_FILE);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
}
