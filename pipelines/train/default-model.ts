import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Market } from '../market/index.js';
import { listModels, readCard } from '../score/index.js';
import type { Database } from '../store/index.js';
import { loadTrainingMatrix, type MatrixOptions } from './market-matrix.js';
import { type TrainResult, train } from './train.js';

/** What the training of a small model needs. */
export interface SmallModelOptions {
  readonly models: string;
  readonly checkpoints: string;
  readonly adjust: MatrixOptions['adjust'];
  readonly seed: number;
  readonly costBps: number;
  readonly codeVersion: string;
  readonly now: number;
  readonly onProgress?: (done: number, total: number, unit: string) => void;
  readonly signal?: AbortSignal;
}

/** Small enough for half a minute on two processors. */
const SMALL = { label: 'fwd5', maxRows: 60_000, folds: 3, search: 'one' } as const;

/** Whether some model of the workspace was trained on this kind of market, or brought from elsewhere. */
export function hasModel(models: string, isSynthetic: boolean): boolean {
  return listModels(models).some((name) => {
    try {
      const { training } = readCard(join(models, name));
      return training === undefined || training.isSynthetic === isSynthetic;
    } catch {
      // A card that cannot be read is named by whoever scores; training another would hide it.
      return true;
    }
  });
}

/** The name of the model that a nightly trains by itself. */
export function defaultModelName(isSynthetic: boolean): string {
  return isSynthetic ? 'default-synthetic' : 'default';
}

/**
 * Trains a small model on the stored market: five bars ahead, one configuration, three walk-forward tests.
 * Its card says what it is worth.
 */
export async function trainSmallModel(
  database: Database,
  market: Market,
  name: string,
  options: SmallModelOptions,
): Promise<TrainResult> {
  const { models, checkpoints, codeVersion, now, onProgress, signal } = options;
  const matrix = await loadTrainingMatrix(database, market, {
    label: SMALL.label,
    adjust: options.adjust,
    maxRows: SMALL.maxRows,
    signal,
  });
  return train(
    matrix,
    {
      ...SMALL,
      name,
      seed: options.seed,
      costBps: options.costBps,
      workers: availableParallelism(),
    },
    { models, checkpoints, codeVersion, now, onProgress, signal },
  );
}
