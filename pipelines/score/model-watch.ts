import type { Database, Row } from '../store/index.js';

/** How a model is holding up, as the last night that asked it recorded. */
export interface ModelWatch {
  /** ISO date of that night's session. */
  readonly asOf: string;
  /** Why it gave no scores then; null when it did. */
  readonly failure: string | null;
  /** Mean daily rank IC of what it predicted beforehand, its error, and the days behind it. */
  readonly live: {
    readonly ic: number | null;
    readonly stdErr: number | null;
    readonly sessions: number;
  };
  /** Population stability of the score and of each input against the training, largest first. */
  readonly scorePsi: number | null;
  readonly drift: readonly { readonly feature: string; readonly psi: number | null }[];
  /** Probabilities of the last quarter that came due; empty without any. */
  readonly calibration: readonly Row[];
  /** Reasons for a new training, in words; empty when it may stay. */
  readonly retrain: string;
  /** Challengers that were decided on, in words, latest first. */
  readonly challenges: readonly string[];
}

/** What the stored nights say of a model; undefined when none has asked it. */
export async function modelWatch(database: Database, model: string): Promise<ModelWatch | undefined> {
  const [row] = await database.rows(
    `SELECT m.*, CAST(r.as_of AS VARCHAR) AS date FROM model_runs m JOIN runs r USING (run_id)
     WHERE m.model = $1 ORDER BY run_id DESC LIMIT 1`,
    [model],
  );
  if (!row) return undefined;
  const drift = await database.rows(
    'SELECT feature, psi FROM model_drift WHERE run_id = $1 AND model = $2 ORDER BY psi DESC NULLS LAST',
    [row.run_id, model],
  );
  const challenges = await database.rows(
    'SELECT words FROM challenges WHERE champion = $1 OR challenger = $1 ORDER BY run_id DESC',
    [model],
  );
  return {
    asOf: String(row.date),
    failure: row.failure === null ? null : String(row.failure),
    live: {
      ic: number(row.live_ic),
      stdErr: number(row.live_ic_std_err),
      sessions: Number(row.live_sessions),
    },
    scorePsi: number(row.score_psi),
    drift: drift.map(({ feature, psi }) => ({ feature: String(feature), psi: number(psi) })),
    calibration: await database.rows(
      `SELECT stated, observed, lower95, upper95, n FROM model_calibration
       WHERE run_id = $1 AND model = $2 ORDER BY stated`,
      [row.run_id, model],
    ),
    retrain: String(row.retrain),
    challenges: challenges.map(({ words }) => String(words)),
  };
}

function number(value: Row[string]): number | null {
  return typeof value === 'number' ? value : null;
}
