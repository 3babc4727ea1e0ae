import type { Contributions } from '../../models/learning/index.js';
import type { ModelCard } from './card.js';
import { type PastCase, pastCases, readCases } from './case-library.js';
import { explainScores } from './explain-scores.js';
import { type FeatureSource, featureColumns } from './feature-columns.js';
import { featureSources } from './feature-sources.js';
import type { StoredModel } from './model-folder.js';
import { type PredictionOptions, predictScores } from './predict-scores.js';
import { prepareColumns } from './prepare-columns.js';
import { type DriftReport, modelDrift } from './watch-model.js';

/** Past cases like one row, nearest first. */
export interface SessionCases {
  readonly row: number;
  readonly cases: readonly PastCase[];
}

/** Rows at each end of the ranking that are compared with the past, and past cases of each. */
const ENDS = 10;
const CASES = 5;

/** What a model says of the symbols of one session. */
export interface SessionScores {
  readonly card: ModelCard;
  readonly hash: string;
  readonly provider: string;
  /** Said when another provider was asked for. */
  readonly note: string | undefined;
  /** Raw feature values in the order of the card. */
  readonly columns: readonly Float64Array[];
  /** What the runtime got of them, and the file it ran: enough for a page to score the same. */
  readonly inputs: readonly Float32Array[];
  readonly onnx: Uint8Array;
  /** One per symbol, NaN where the model has none. */
  readonly scores: Float32Array;
  /** Undefined for a model from elsewhere. */
  readonly contributions: Contributions | undefined;
  /** Past cases most like the rows furthest up and down the ranking; empty for a model without a library. */
  readonly cases: readonly SessionCases[];
  readonly drift: DriftReport | undefined;
}

/**
 * Scores one session by the runtime, with the reasons and the drift of what went in.
 * @throws Problem that names the model and what is wrong with it.
 */
export async function scoreSession(
  model: StoredModel,
  source: FeatureSource,
  options: PredictionOptions = {},
): Promise<SessionScores> {
  const columns = featureColumns(source, featureSources(model.card, source.expressions));
  const { scores, provider, note } = await predictScores(model, columns, options);
  return {
    card: model.card,
    hash: model.hash,
    provider,
    note,
    columns,
    inputs: prepareColumns(model.card, columns),
    onnx: model.bytes,
    scores,
    contributions: explainScores(model, columns),
    cases: casesOf(model, columns, scores),
    drift: modelDrift(model.card, columns, scores),
  };
}

/** Symbols by score, best first; those without one are left out. Ties keep the order of the symbols. */
export function rankScores(scores: ArrayLike<number>): number[] {
  return Array.from(scores, (_, row) => row)
    .filter((row) => !Number.isNaN(scores[row]))
    .sort((a, b) => scores[b] - scores[a]);
}

function casesOf(
  model: StoredModel,
  columns: readonly Float64Array[],
  scores: Float32Array,
): readonly SessionCases[] {
  const library = readCases(model);
  if (!library) return [];
  const ranking = rankScores(scores);
  const rows = [...new Set([...ranking.slice(0, ENDS), ...ranking.slice(-ENDS)])];
  const found = pastCases(model, library, columns, rows, CASES);
  return rows.map((row, k) => ({ row, cases: found[k] }));
}
