import { createHash } from 'node:crypto';
import type { Cache } from '../cache/index.js';
import type { StoredModel } from './model-folder.js';
import { openScoringModel } from './scoring-model.js';

/** What keeps scores from one run to the next. */
export interface PredictionCache {
  readonly cache: Cache;
  /** Hash of the program's sources: they prepare what the model sees. */
  readonly codeHash: string;
  /** Score everything anew and put it in the cache. */
  readonly refresh?: boolean;
}

/** What a model said of some rows. */
export interface Prediction {
  /** One per row, NaN where the model has none. */
  readonly scores: Float32Array;
  readonly provider: string;
  /** Said when another provider was asked for. */
  readonly note: string | undefined;
}

export interface PredictionOptions {
  readonly executionProviders?: readonly string[];
  readonly cache?: PredictionCache;
}

/**
 * Scores of one session's rows: those that the same file gave to the same features are taken from the cache, and
 * no session of the runtime is opened for them. What fails is never kept.
 * @param columns raw feature values in the order of the card. The result may be the cache's: it is not written to.
 * @throws Problem that names the model and what is wrong with it.
 */
export async function predictScores(
  model: StoredModel,
  columns: readonly Float64Array[],
  { executionProviders, cache }: PredictionOptions = {},
): Promise<Prediction> {
  const compute = () => runModel(model, columns, executionProviders);
  if (!cache) return compute();
  const item = {
    key: predictionKey(model, columns, executionProviders, cache.codeHash),
    subject: `model ${model.card.name}`,
  };
  if (cache.refresh) {
    const started = performance.now();
    const value = toValue(await compute());
    await cache.cache.setMany('predictions', [{ ...item, value, costMs: performance.now() - started }]);
    return fromValue(value.columns);
  }
  const [{ columns: kept }] = await cache.cache.getOrComputeMany('predictions', [item], async () => [
    toValue(await compute()),
  ]);
  return fromValue(kept);
}

async function runModel(
  model: StoredModel,
  columns: readonly Float64Array[],
  executionProviders: readonly string[] | undefined,
): Promise<Prediction> {
  const opened = await openScoringModel(model, executionProviders);
  try {
    return { scores: await opened.score(columns), provider: opened.provider, note: opened.note };
  } finally {
    await opened.close();
  }
}

/** Of everything that a score depends on: the file, how the card has it fed and read, the features, the code. */
function predictionKey(
  { card, hash: fileHash }: StoredModel,
  columns: readonly Float64Array[],
  executionProviders: readonly string[] | undefined,
  codeHash: string,
): string {
  const hash = createHash('sha256');
  const names = card.features.map(({ name }) => name);
  hash.update(JSON.stringify([fileHash, card.input, card.output, names, executionProviders ?? [], codeHash]));
  for (const { buffer, byteOffset, byteLength } of columns)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return `prediction-${hash.digest('hex')}`;
}

function toValue({ scores, provider, note }: Prediction) {
  const said = new TextEncoder().encode(JSON.stringify({ provider, note }));
  return { columns: { scores, said } };
}

function fromValue(columns: Readonly<Record<string, ArrayBufferView>>): Prediction {
  const said = JSON.parse(new TextDecoder().decode(columns.said)) as Omit<Prediction, 'scores'>;
  return { scores: columns.scores as Float32Array, provider: said.provider, note: said.note };
}
