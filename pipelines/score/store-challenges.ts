import type { Database } from '../store/index.js';
import type { Comparison } from './compare-models.js';

/** Writes what was decided on challengers under a run's id. */
export async function storeChallenges(
  database: Database,
  decided: readonly Comparison[],
  runId: string,
): Promise<void> {
  const known = (value: number) => (Number.isFinite(value) ? value : null);
  for (const one of decided) {
    await database.run(
      'INSERT INTO challenges VALUES ($1, $2, $3, $4::DATE, $5::DATE, $6, $7, $8, $9, $10, $11, $12)',
      [
        runId,
        one.champion,
        one.challenger,
        one.from,
        one.to,
        one.sessions,
        known(one.championIc),
        known(one.challengerIc),
        known(one.difference),
        known(one.t),
        one.isPromoted,
        one.words,
      ],
    );
  }
}
