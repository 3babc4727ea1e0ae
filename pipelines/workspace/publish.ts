import { readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { completeRuns, marketOfRun } from './runs.js';
import { publishedRun, type Workspace } from './workspace.js';

/**
 * Makes a prepared run the current one, by renaming a link over the old one: a reader sees either the old
 * run whole or the new one whole, and so does whoever comes after a kill.
 */
export function publishRun(workspace: Workspace, runFolder: string): void {
  const next = join(workspace.root, `.current-${basename(runFolder)}`);
  rmSync(next, { force: true });
  symlinkSync(relative(workspace.root, runFolder), next, 'junction');
  renameSync(next, workspace.current);
}

/**
 * Deletes what killed or superseded runs left behind. The published run is never touched, nor the latest
 * run of any market: it holds that market's ledger.
 * @param keepRuns whole runs that stay, latest first.
 */
export function sweepRuns(workspace: Workspace, keepRuns: number): void {
  const complete = completeRuns(workspace);
  const kept = new Set([publishedRun(workspace), ...complete.slice(0, keepRuns)]);
  const markets = new Set<string | undefined>();
  for (const folder of complete) {
    const market = marketOfRun(folder);
    if (!markets.has(market)) kept.add(folder);
    markets.add(market);
  }
  const keptNames = new Set([...kept].map((folder) => folder && basename(folder)));
  for (const name of readdirSync(workspace.runs)) {
    if (!keptNames.has(name)) rmSync(join(workspace.runs, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(workspace.root)) {
    if (name.startsWith('.current-')) rmSync(join(workspace.root, name), { force: true });
  }
}
