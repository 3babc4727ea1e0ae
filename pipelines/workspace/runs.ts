import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace.js';

/** The file that marks a run's folder as whole; it holds the name of the market the run is about. */
const COMPLETE = 'complete';

/** Marks a run's folder as whole, as a run on a market. */
export function completeRun(folder: string, market: string): void {
  writeFileSync(join(folder, COMPLETE), market);
}

/** The market a run is about; undefined for a run that did not get to its end. */
export function marketOfRun(folder: string): string | undefined {
  const file = join(folder, COMPLETE);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Folders of whole runs, latest first. */
export function completeRuns(workspace: Workspace): string[] {
  return readdirSync(workspace.runs)
    .sort()
    .reverse()
    .map((name) => join(workspace.runs, name))
    .filter((folder) => marketOfRun(folder) !== undefined);
}

/**
 * The latest whole run on a market. Its database holds that market's ledger: a night on other prices
 * begins or carries on a ledger of its own, and never mixes the two.
 */
export function latestRunOn(workspace: Workspace, market: string): string | undefined {
  return completeRuns(workspace).find((folder) => marketOfRun(folder) === market);
}
