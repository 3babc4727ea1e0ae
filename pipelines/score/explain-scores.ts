import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Contributions,
  linearContributions,
  rankBySession,
  treeContributions,
} from '../../models/learning/index.js';
import { Problem } from '../errors/index.js';
import { OWN_FILE, type StoredModel } from './model-folder.js';
import { type OwnModelJson, ownModelFromJson } from './own-model.js';

/**
 * What each feature added to the score of each symbol of one session: exact tree contributions
 * (TreeSHAP) or the terms of a linear model; `expected` plus a row's contributions is its score (its
 * log-odds for a probability). Undefined for a model from elsewhere, which has no such file.
 *
 * @param columns raw feature values in the order of the card, one row per symbol of the session.
 */
export function explainScores(
  model: StoredModel,
  columns: readonly ArrayLike<number>[],
): Contributions | undefined {
  if (model.card.kind === 'other') return undefined;
  const path = join(model.folder, OWN_FILE);
  let own: ReturnType<typeof ownModelFromJson>;
  try {
    own = ownModelFromJson(JSON.parse(readFileSync(path, 'utf8')) as OwnModelJson);
  } catch (cause) {
    throw new Problem('input', `${path} cannot be read: ${(cause as Error).message}`, {
      suggestion: 'Train the model again: scores need model.onnx alone, explanations this file too.',
      cause,
    });
  }
  const oneSession = new Int32Array(columns[0]?.length ?? 0);
  const ready = columns.map((column) => rankBySession(Float64Array.from(column), oneSession));
  return own.kind === 'trees' ? treeContributions(own, ready) : linearContributions(own, ready);
}
