import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../models/random/index.js';
import { OWN_FILE, readModel } from './model-folder.js';
import { onnxParity } from './onnx-parity.js';
import { type OwnModelJson, ownModelFromJson } from './own-model.js';
import { openScoringModel } from './scoring-model.js';

export interface Verification {
  readonly name: string;
  readonly hash: string;
  readonly provider: string;
  /** Seeded rows that were scored, and the range of the scores. */
  readonly rows: number;
  readonly lowest: number;
  readonly highest: number;
  /** Largest difference between the runtime and our own inference; undefined for a model from elsewhere. */
  readonly maxAbsDiff: number | undefined;
}

const ROWS = 500;

/**
 * Checks a model folder from end to end: card, file, session, a score for every one of 500 seeded rows,
 * and, for our own models, agreement of the runtime with our inference.
 * @throws Problem that names the fault.
 */
export async function verifyModel(
  folder: string,
  executionProviders?: readonly string[],
): Promise<Verification> {
  const stored = readModel(folder);
  const model = await openScoringModel(stored, executionProviders);
  const random = createRandom('verify');
  const columns = stored.card.features.map(() => Float32Array.from({ length: ROWS }, () => random.normal()));
  const scores = await model.score(columns);
  await model.close();
  const own =
    stored.card.kind === 'other'
      ? undefined
      : ownModelFromJson(JSON.parse(readFileSync(join(folder, OWN_FILE), 'utf8')) as OwnModelJson);
  return {
    name: stored.card.name,
    hash: stored.hash,
    provider: model.provider,
    rows: ROWS,
    lowest: scores.reduce((least, score) => Math.min(least, score), Infinity),
    highest: scores.reduce((most, score) => Math.max(most, score), -Infinity),
    maxAbsDiff: own && (await onnxParity(own, stored.bytes)),
  };
}
