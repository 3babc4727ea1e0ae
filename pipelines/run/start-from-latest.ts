import { constants, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, toProblem } from '../errors/index.js';
import type { Progress } from '../progress/index.js';
import { type Database, openForWriting } from '../store/index.js';
import { DATABASE_FILE, latestRunOn, publishedRun, type Workspace } from '../workspace/index.js';

/** Bars, ledger and earlier results of the same market are carried on; the run they come from stays untouched. */
export async function startFromLatest(
  workspace: Workspace,
  market: string,
  databasePath: string,
  progress: Progress,
): Promise<Database> {
  const latest = latestRunOn(workspace, market);
  if (latest === undefined) {
    if (publishedRun(workspace) !== undefined)
      progress.note('info', `a market new to this workspace: its ledger begins tonight (${market})`);
    return openForWriting(databasePath);
  }
  try {
    copyFileSync(join(latest, DATABASE_FILE), databasePath, constants.COPYFILE_FICLONE);
    return await openForWriting(databasePath);
  } catch (error) {
    throw latestProblem(error, latest);
  }
}

/** The copy is gone when this is read: what is at fault, and can be mended, is the run it was made from. */
function latestProblem(error: unknown, latest: string): Problem {
  const cause = toProblem(error);
  if (cause.kind !== 'storage' && cause.kind !== 'input') return cause;
  return new Problem('storage', `the last run on this market cannot be carried on: ${cause.message}`, {
    suggestion:
      `Move ${latest} out of the workspace and run again: the night carries on from the run before it, ` +
      'or begins a ledger anew. Put it back if you have a sound copy of its database: it holds the ledger.',
    cause,
  });
}
