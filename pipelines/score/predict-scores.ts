import { env } from 'onnxruntime-node';
import { type CodeCache, codeHashOf, contentKey, ENGINE, getOrCompute } from '../cache/index.js';
import type { StoredModel } from './model-folder.js';
import { openScoringModel } from './scoring-model.js';

/** Version of the stored columns; part of the key. */
const PREDICTION_FORMAT = 1;

/** The code that prepares what a model sees and reads what it says, beside the runtime itself. */
const SCORING_CODE = 'pipelines/score/scoring-model.ts';

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
  readonly cache?: CodeCache;
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
    key: predictionKey(model, columns, executionProviders, codeHashOf(SCORING_CODE, cache)),
    subject: `model ${model.card.name}`,
  };
  const [kept] = await getOrCompute(cache, 'predictions', [item], async () => [toValue(await compute())]);
  return fromValue(kept.columns);
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
  executionProviders: readonly string[] = [],
  scoringCode: string,
): string {
  const { input, output, features } = card;
  const names = features.map(({ name }) => name);
  const code = [PREDICTION_FORMAT, ENGINE, env.versions.node, scoringCode];
  return contentKey(['prediction', code, fileHash, { input, output, names }, executionProviders, columns]);
}

function toValue({ scores, provider, note }: Prediction) {
  const said = new TextEncoder().encode(JSON.stringify({ provider, note }));
  return { columns: { scores, said } };
}

function fromValue(columns: Readonly<Record<string, ArrayBufferView>>): Prediction {
  const said = JSON.parse(new TextDecoder().decode(columns.said)) as Omit<Prediction, 'scores'>;
  return { scores: columns.scores as Float32Array, provider: said.provider, note: said.note };
}
