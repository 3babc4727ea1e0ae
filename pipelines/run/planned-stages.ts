import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedStage } from '../progress/index.js';
import { openForReading } from '../store/index.js';
import { DATABASE_FILE, publishedRun, type Workspace } from '../workspace/index.js';

/** Seconds measured on the synthetic market, for a first run that has nothing else to go by. */
const FIRST_NIGHT: readonly PlannedStage[] = [
  { stage: 'ingest', expectedSeconds: 2 },
  { stage: 'scan', expectedSeconds: 4 },
  { stage: 'factors', expectedSeconds: 6 },
  { stage: 'strategies', expectedSeconds: 10 },
  { stage: 'models', expectedSeconds: 13 },
  { stage: 'store', expectedSeconds: 3 },
  { stage: 'site', expectedSeconds: 22 },
];

/** The stages of a night with the seconds each took in the last one. */
export async function plannedStages(workspace: Workspace): Promise<readonly PlannedStage[]> {
  const run = publishedRun(workspace);
  if (run === undefined || !existsSync(join(run, DATABASE_FILE))) return FIRST_NIGHT;
  let measured: ReadonlyMap<string, number>;
  try {
    const database = await openForReading(join(run, DATABASE_FILE));
    const rows = await database.rows(
      'SELECT stage, seconds FROM stages WHERE run_id = (SELECT max(run_id) FROM runs)',
    );
    database.close();
    measured = new Map(rows.map((row) => [String(row.stage), Number(row.seconds)]));
  } catch {
    // An older schema is migrated by the run itself; its timings are only a guess anyway.
    return FIRST_NIGHT;
  }
  return FIRST_NIGHT.map(({ stage, expectedSeconds }) => ({
    stage,
    expectedSeconds: measured.get(stage) ?? expectedSeconds,
  }));
}
