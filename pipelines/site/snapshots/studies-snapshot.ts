import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { toProblem } from '../../errors/index.js';
import { storedSummary } from '../../ingest/index.js';
import { listStudies, maybeReadResearch, type StudyRow } from '../../research/index.js';
import type { Database } from '../../store/index.js';
import { locateWorkspace } from '../../workspace/index.js';

/** Backtests and sweeps from the command line, latest first. */
export interface StudiesSnapshot {
  /** The latest on the market of the run. */
  readonly studies: readonly StudyRow[];
  /** How many there are on this market, shown or not, and on others in the same workspace. */
  readonly total: number;
  readonly elsewhere: number;
  /** Why the record could not be read; null when it could, or when there is none. */
  readonly problem: string | null;
}

const MOST_SHOWN = 200;

/**
 * Reads the record of backtests beside the runs of the database's workspace (`runs/ID/technic.duckdb`). A
 * record that cannot be read says so, and holds nothing up.
 */
export async function studiesSnapshot(database: Database): Promise<StudiesSnapshot> {
  const runs = dirname(dirname(realpathSync(database.path)));
  const market = (await storedSummary(database))?.label;
  try {
    // A database that lies elsewhere belongs to no workspace.
    const isRun = basename(runs) === 'runs';
    const all = (isRun && (await maybeReadResearch(locateWorkspace(dirname(runs)), listStudies))) || [];
    const own = all.filter((study) => study.market === market);
    return {
      studies: own.slice(0, MOST_SHOWN),
      total: own.length,
      elsewhere: all.length - own.length,
      problem: null,
    };
  } catch (error) {
    return { studies: [], total: 0, elsewhere: 0, problem: toProblem(error).message };
  }
}
