import { readlinkSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toProblem } from '../errors/index.js';
import { makeFolder } from './make-folder.js';
import { PROJECT } from '../program/index.js';

/**
 * Where data live. A run is prepared in a folder of its own under `runs/`; publishing it is one rename of
 * the link `current`, so database and site change together or not at all. Safe to delete as a whole.
 */
export interface Workspace {
  readonly root: string;
  /** Link to the folder of the last published run. */
  readonly current: string;
  readonly runs: string;
  readonly cache: string;
  /** Databases made from files given with --source, by fingerprint. */
  readonly sources: string;
  readonly downloads: string;
  /** Model folders: an ONNX file and its card each. */
  readonly models: string;
  /** Traces of the cache that the next nightly takes into the database. */
  readonly traces: string;
  /** What people asked for, newest last: warming reads it. */
  readonly requests: string;
  readonly lockFile: string;
}

/** Names inside a run's folder. */
export const DATABASE_FILE = 'technic.duckdb';
export const SITE_FOLDER = 'site';

/** The folder from the option, else from TECHNIC_WORKSPACE, else `data/` beside package.json. */
export function locateWorkspace(option: string | undefined): Workspace {
  const root = resolve(option ?? process.env.TECHNIC_WORKSPACE ?? join(PROJECT, 'data'));
  return {
    root,
    current: join(root, 'current'),
    runs: join(root, 'runs'),
    cache: join(root, 'cache'),
    sources: join(root, 'sources'),
    downloads: join(root, 'downloads'),
    models: join(root, 'models'),
    traces: join(root, 'traces'),
    requests: join(root, 'requests.jsonl'),
    lockFile: join(root, 'nightly.lock'),
  };
}

/** Creates the folders. @throws Problem when the place is read-only or full. */
export function prepareWorkspace(workspace: Workspace): void {
  try {
    for (const folder of [
      workspace.runs,
      workspace.cache,
      workspace.sources,
      workspace.downloads,
      workspace.models,
    ]) {
      makeFolder(folder);
    }
  } catch (error) {
    throw toProblem(error);
  }
}

/** Folder of the published run, with the link resolved so that a later publish does not move it. */
export function publishedRun(workspace: Workspace): string | undefined {
  try {
    return realpathSync(workspace.current);
  } catch {
    return undefined;
  }
}

/** Says that nothing is published, or that what was published is gone. @param what names what is missing. */
export function withoutRun(workspace: Workspace, what: string): string {
  const none = `there is no ${what} in ${workspace.root}`;
  try {
    return `${none}: its last run, ${readlinkSync(workspace.current)}, is gone`;
  } catch {
    return none;
  }
}
