import { resolve } from 'node:path';
import { type Cache, openCache } from '../cache/index.js';
import type { Config } from '../config/index.js';
import type { Workspace } from '../workspace/index.js';
import { codeVersion } from './code-version.js';

export interface RunCacheOptions {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly runId: string;
  /** Told once of each sort of trouble that the cache has; the run goes on without its help. */
  readonly warn: (message: string) => void;
}

/** Opens the cache of a workspace, or the server that REDIS_URL names, for one run. Trouble is a warning. */
export function openRunCache({ workspace, config, runId, warn }: RunCacheOptions): Promise<Cache> {
  return openCache(
    { ...config.cache, directory: resolve(workspace.root, config.cache.directory) },
    { codeVersion: codeVersion(), runId, now: Date.now, log: warn },
  );
}
