import { lstatSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { publishedRun, type Workspace } from './workspace.js';

/** Readers of the run before this one may still have its files open. */
const KEPT_RUNS = 2;

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

/** Deletes what killed or superseded runs left behind. The published run is never touched. */
export function sweepRuns(workspace: Workspace, keep: readonly string[] = []): void {
  const published = publishedRun(workspace);
  const kept = new Set(
    [published, ...keep].filter((path) => path !== undefined).map((path) => basename(path)),
  );
  const folders = readdirSync(workspace.runs).sort().reverse();
  let others = 0;
  for (const folder of folders) {
    const isComplete = exists(join(workspace.runs, folder, 'complete'));
    if (kept.has(folder) || (isComplete && ++others < KEPT_RUNS)) continue;
    rmSync(join(workspace.runs, folder), { recursive: true, force: true });
  }
  for (const name of readdirSync(workspace.root)) {
    if (name.startsWith('.current-')) rmSync(join(workspace.root, name), { force: true });
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
