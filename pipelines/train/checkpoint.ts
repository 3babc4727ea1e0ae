import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { FitResult } from './fit-range.js';
import type { TrainOptions } from './train-options.js';
import type { TrainingMatrix } from './training-matrix.js';

/** Finished fits on disk, so that an interrupted training carries on. */
export interface Checkpoint {
  load(id: string): FitResult | undefined;
  save(result: FitResult): void;
  /** Removes what was kept, once the training has ended well. */
  clear(): void;
}

/**
 * A folder of its own for everything that the fits depend on: data, label, features, options and code.
 * A file that cannot be read back counts as not there.
 */
export function openCheckpoint(
  directory: string,
  matrix: TrainingMatrix,
  options: TrainOptions,
  codeVersion: string,
): Checkpoint {
  const {
    workers: _workers,
    name: _name,
    priorTrials: _priorTrials,
    costBps: _costBps,
    ...relevant
  } = options;
  const identity = JSON.stringify([
    matrix.dataHash,
    matrix.labelName,
    matrix.features,
    matrix.session.length,
    relevant,
    codeVersion,
  ]);
  const folder = join(directory, createHash('sha256').update(identity).digest('hex').slice(0, 16));
  const fileOf = (id: string) => join(folder, `${id}.bin`);
  return {
    load(id) {
      if (!existsSync(fileOf(id))) return undefined;
      try {
        return deserialize(readFileSync(fileOf(id))) as FitResult;
      } catch {
        return undefined;
      }
    },
    save(result) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${fileOf(result.id)}.part`, serialize(result));
      renameSync(`${fileOf(result.id)}.part`, fileOf(result.id));
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
