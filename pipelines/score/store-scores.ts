import { epochDay, parseIsoDate } from '../../models/bars/index.js';
import { appendColumns, type Database } from '../store/index.js';
import { likelihood } from './likelihood.js';
import type { ModelNight, ScoredNight } from './score-models.js';
import { storeWatch } from './store-watch.js';
import { rankScores, type SessionScores } from './score-session.js';

export interface StoredNight {
  readonly runId: string;
  /** ISO date of the session that was scored. */
  readonly asOf: string;
  /** Show probabilities even of models whose verdict is none. */
  readonly insist: boolean;
}

/** Population stability above which a distribution has shifted (Siddiqi 2006). */
const SHIFTED = 0.25;

/** Writes what every model said under a run's id; reasons are kept for the last run only. */
export async function storeScores(
  database: Database,
  night: ScoredNight,
  stored: StoredNight,
): Promise<void> {
  await database.run('DELETE FROM prediction_parts');
  await database.run('DELETE FROM prediction_cases');
  for (const model of night.models) {
    await storeModelRun(database, model, stored.runId);
    if (!model.scored) continue;
    await storePredictions(database, model.name, model.scored, night.symbols, stored);
    await storeParts(database, model.name, model.scored, night.symbols, stored.runId);
    await storeCases(database, model.name, model.scored, night.symbols, stored.runId);
  }
  await storeWatch(database, night, stored.runId);
  const { scores } = night.blend;
  const ranking = rankScores(scores);
  await appendColumns(
    database,
    'blends',
    [
      { type: 'text', values: ranking.map(() => stored.runId) },
      { type: 'text', values: ranking.map((row) => night.symbols[row]) },
      { type: 'double', values: ranking.map((row) => scores[row]) },
      { type: 'integer', values: ranking.map((_, place) => place + 1) },
    ],
    ranking.length,
  );
}

async function storeModelRun(
  database: Database,
  { name, seconds, scored, live, retrain, failure }: ModelNight,
  runId: string,
): Promise<void> {
  const worst = scored?.drift?.features.find(({ psi }) => Number.isFinite(psi));
  await database.run(
    'INSERT INTO model_runs VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
    [
      runId,
      name,
      scored?.hash ?? null,
      scored?.card.verdict ?? null,
      scored?.provider ?? null,
      scored ? rankScores(scored.scores).length : 0,
      seconds,
      scored ? JSON.stringify(scored.card) : null,
      orNull(scored?.drift?.score),
      worst?.name ?? null,
      orNull(worst?.psi),
      scored?.drift ? scored.drift.features.filter(({ psi }) => psi > SHIFTED).length : null,
      orNull(live?.mean),
      orNull(live?.stdErr),
      live?.dates.length ?? 0,
      retrain.join('; '),
      failure ?? null,
    ],
  );
}

async function storePredictions(
  database: Database,
  name: string,
  { card, hash, scores }: SessionScores,
  symbols: readonly string[],
  { runId, asOf, insist }: StoredNight,
): Promise<void> {
  const ranking = rankScores(scores);
  const day = epochDay(parseIsoDate(asOf));
  const chances = ranking.map((row) => likelihood(card, scores[row], insist));
  const isBelieved = card.verdict !== 'none' || insist;
  const { expected, width } = card.conformal ?? { expected: undefined, width: null };
  const mean = (row: number) =>
    expected && isBelieved ? expected.intercept + expected.slope * scores[row] : Number.NaN;
  const reach = width ?? Number.NaN;
  await appendColumns(
    database,
    'predictions',
    [
      { type: 'text', values: ranking.map(() => runId) },
      { type: 'text', values: ranking.map(() => name) },
      { type: 'text', values: ranking.map(() => hash) },
      { type: 'text', values: ranking.map((row) => symbols[row]) },
      { type: 'date', values: ranking.map(() => day) },
      { type: 'double', values: ranking.map((row) => scores[row]) },
      { type: 'integer', values: ranking.map((_, place) => place + 1) },
      { type: 'double', values: chances.map((one) => one?.probability ?? Number.NaN) },
      { type: 'double', values: chances.map((one) => one?.lower95 ?? Number.NaN) },
      { type: 'double', values: chances.map((one) => one?.upper95 ?? Number.NaN) },
      { type: 'integer', values: chances.map((one) => one?.n ?? null) },
      { type: 'double', values: ranking.map(mean) },
      { type: 'double', values: ranking.map((row) => mean(row) - reach) },
      { type: 'double', values: ranking.map((row) => mean(row) + reach) },
    ],
    ranking.length,
  );
}

/** Every feature's part of every score; the empty name holds what the parts are added to. */
async function storeParts(
  database: Database,
  name: string,
  { card, scores, contributions }: SessionScores,
  symbols: readonly string[],
  runId: string,
): Promise<void> {
  if (!contributions) return;
  const rows = rankScores(scores);
  const parts = [
    { feature: '', values: new Float64Array(scores.length).fill(contributions.expected) },
    ...card.features.map((feature, f) => ({ feature: feature.name, values: contributions.byFeature[f] })),
  ];
  for (const { feature, values } of parts) {
    await appendColumns(
      database,
      'prediction_parts',
      [
        { type: 'text', values: rows.map(() => runId) },
        { type: 'text', values: rows.map(() => name) },
        { type: 'text', values: rows.map((row) => symbols[row]) },
        { type: 'text', values: rows.map(() => feature) },
        { type: 'double', values: rows.map((row) => values[row]) },
      ],
      rows.length,
    );
  }
}

async function storeCases(
  database: Database,
  name: string,
  { cases }: SessionScores,
  symbols: readonly string[],
  runId: string,
): Promise<void> {
  const rows = cases.flatMap(({ row, cases: past }) => past.map((one, place) => ({ row, place, ...one })));
  await appendColumns(
    database,
    'prediction_cases',
    [
      { type: 'text', values: rows.map(() => runId) },
      { type: 'text', values: rows.map(() => name) },
      { type: 'text', values: rows.map(({ row }) => symbols[row]) },
      { type: 'integer', values: rows.map(({ place }) => place + 1) },
      { type: 'text', values: rows.map(({ symbol }) => symbol) },
      { type: 'date', values: rows.map(({ time }) => epochDay(time)) },
      { type: 'double', values: rows.map(({ distance }) => distance) },
      { type: 'double', values: rows.map(({ forward }) => forward) },
    ],
    rows.length,
  );
}

function orNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
