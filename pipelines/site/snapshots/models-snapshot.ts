import type { ModelCard } from '../../score/index.js';
import type { Database, Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';
import { inputValues, type ModelFile, modelFiles } from './model-files.js';
import { type ModelScoreRow, modelScoreRows } from './model-score-rows.js';
import { significant } from './significant.js';

/** What the models of the workspace say tonight, what they are worth, and how they are holding up. */
export interface ModelsSnapshot {
  /** Best verdict first; a model that failed last. Empty when there is none. */
  readonly models: readonly ModelRow[];
  /** The models taken together, best first; empty where none counts. */
  readonly blend: readonly { readonly symbol: string; readonly score: number }[];
  /** Challengers that were decided on, latest first. */
  readonly challenges: readonly ChallengeRow[];
}

export interface ModelRow {
  /** Name of its folder. */
  readonly name: string;
  /** Why it gave no scores tonight; null when it did. The card is null then, and what follows from it empty. */
  readonly failure: string | null;
  /** As in card.json (see pipelines/score/card.ts): verdict, reasons, evaluation, calibration, features … */
  readonly card: ModelCard | null;
  /** SHA-256 of the ONNX file. */
  readonly hash: string | null;
  /** Where the runtime computed: `cpu`, `cuda`. */
  readonly provider: string | null;
  readonly seconds: number;
  /** Reasons for a new training, in words; empty when it may stay. */
  readonly retrain: string;
  /**
   * Population stability of each input of tonight against the training, largest first, and of the score;
   * and how many different values the input takes tonight, null where its inputs are not kept.
   */
  readonly drift: readonly {
    readonly feature: string;
    readonly psi: number | null;
    readonly values: number | null;
  }[];
  readonly scorePsi: number | null;
  /** One row a night on which it was asked, oldest first. */
  readonly nights: readonly {
    readonly date: string;
    readonly scorePsi: number | null;
    readonly shifted: number | null;
    readonly liveIc: number | null;
  }[];
  /** Rank IC of what it predicted beforehand, day by day, and their mean; the promise is in the card. */
  readonly live: {
    readonly mean: number | null;
    readonly stdErr: number | null;
    readonly days: readonly { readonly date: string; readonly ic: number | null }[];
  };
  /** Probabilities that were stated in the last quarter beside what came of them; empty without any. */
  readonly calibration: readonly {
    readonly stated: number;
    readonly observed: number;
    readonly lower95: number;
    readonly upper95: number;
    readonly n: number;
  }[];
  /** Every symbol that it scored, best first. */
  readonly scores: readonly ModelScoreRow[];
  /** Where in models.bin its file and inputs lie; null where they are too large for a page. */
  readonly file: ModelFile | null;
}

export interface ChallengeRow {
  readonly champion: string;
  readonly challenger: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly sessions: number;
  readonly championIc: number | null;
  readonly challengerIc: number | null;
  readonly difference: number | null;
  readonly t: number | null;
  readonly isPromoted: boolean;
  readonly words: string;
}

const VERDICTS = ['skill', 'weak', 'none'];

/** @returns the snapshot, and models.bin: the ONNX files with the inputs and scores of tonight. */
export async function modelsSnapshot(
  database: Database,
  facts: RunFacts,
): Promise<{ snapshot: ModelsSnapshot; bytes: Uint8Array }> {
  const runs = await database.rows('SELECT * FROM model_runs WHERE run_id = $1', [facts.runId]);
  const files = await modelFiles(database, facts.runId);
  const models: ModelRow[] = [];
  for (const row of runs) models.push(await modelRow(database, row, facts, files));
  const place = ({ card, failure }: ModelRow) =>
    failure === null ? VERDICTS.indexOf(card?.verdict ?? 'none') : VERDICTS.length;
  const blend = await database.rows('SELECT symbol, score FROM blends WHERE run_id = $1 ORDER BY rank', [
    facts.runId,
  ]);
  return {
    snapshot: {
      models: models.sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1)),
      blend: blend.map(({ symbol, score }) => ({ symbol: String(symbol), score: Number(score) })),
      challenges: await challengeRows(database),
    },
    bytes: files.bytes,
  };
}

async function modelRow(
  database: Database,
  row: Row,
  { runId }: RunFacts,
  files: Awaited<ReturnType<typeof modelFiles>>,
): Promise<ModelRow> {
  const name = String(row.model);
  const key = [runId, name] as const;
  const card = row.card === null ? null : (JSON.parse(String(row.card)) as ModelCard);
  const file = files.places.get(name);
  const values = file ? inputValues(files.bytes, file) : [];
  const valuesOf = new Map(card?.features.map((feature, f) => [feature.name, values[f]]));
  const drift = await database.rows(
    'SELECT feature, psi FROM model_drift WHERE run_id = $1 AND model = $2 ORDER BY psi DESC NULLS LAST',
    key,
  );
  const nights = await database.rows(
    `SELECT CAST(r.as_of AS VARCHAR) AS date, m.score_psi, m.shifted_features, m.live_ic
     FROM model_runs m JOIN runs r USING (run_id) WHERE m.model = $1 ORDER BY run_id`,
    [name],
  );
  const live = await database.rows(
    'SELECT CAST(date AS VARCHAR) AS date, ic FROM model_live WHERE run_id = $1 AND model = $2 ORDER BY 1',
    key,
  );
  const calibration = await database.rows(
    'SELECT * FROM model_calibration WHERE run_id = $1 AND model = $2 ORDER BY stated',
    key,
  );
  return {
    name,
    failure: text(row.failure),
    card,
    hash: text(row.hash),
    provider: text(row.provider),
    seconds: Number(row.seconds),
    retrain: String(row.retrain),
    drift: drift.map(({ feature, psi }) => ({
      feature: String(feature),
      psi: significant(psi, 3),
      values: valuesOf.get(String(feature)) ?? null,
    })),
    scorePsi: significant(row.score_psi, 3),
    nights: nights.map((night) => ({
      date: String(night.date),
      scorePsi: significant(night.score_psi, 3),
      shifted: night.shifted_features === null ? null : Number(night.shifted_features),
      liveIc: significant(night.live_ic, 3),
    })),
    live: {
      mean: significant(row.live_ic, 4),
      stdErr: significant(row.live_ic_std_err, 4),
      days: live.map(({ date, ic }) => ({ date: String(date), ic: significant(ic, 4) })),
    },
    calibration: calibration.map((bin) => ({
      stated: Number(bin.stated),
      observed: Number(bin.observed),
      lower95: Number(bin.lower95),
      upper95: Number(bin.upper95),
      n: Number(bin.n),
    })),
    scores: await modelScoreRows(database, runId, name),
    file: file ?? null,
  };
}

async function challengeRows(database: Database): Promise<readonly ChallengeRow[]> {
  const rows = await database.rows(
    `SELECT *, CAST(from_date AS VARCHAR) AS first, CAST(to_date AS VARCHAR) AS last
     FROM challenges ORDER BY run_id DESC LIMIT 50`,
  );
  return rows.map((row) => ({
    champion: String(row.champion),
    challenger: String(row.challenger),
    from: text(row.first),
    to: text(row.last),
    sessions: Number(row.sessions),
    championIc: significant(row.champion_ic, 4),
    challengerIc: significant(row.challenger_ic, 4),
    difference: significant(row.difference, 4),
    t: significant(row.t, 4),
    isPromoted: row.promoted === true,
    words: String(row.words),
  }));
}

function text(value: Row[string]): string | null {
  return value === null ? null : String(value);
}
