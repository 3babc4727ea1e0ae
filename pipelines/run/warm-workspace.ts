import { join } from 'node:path';
import { spoolTrace } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { Problem } from '../errors/index.js';
import { openForReading } from '../store/index.js';
import { warmCache, type WarmSummary } from '../warm/index.js';
import {
  DATABASE_FILE,
  lockWorkspace,
  publishedRun,
  type Workspace,
  withoutRun,
} from '../workspace/index.js';
import { askQuestion } from './ask-question.js';
import { sourceHash } from './code-version.js';
import { openRunCache } from './open-run-cache.js';
import { newRunId } from './run-stamp.js';

export interface WarmWorkspaceOptions {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
  /** Nothing less likely to be asked for than this is warmed. */
  readonly leastChance: number;
}

/**
 * Warms the cache for the published run, alone in the workspace.
 * @throws Problem where there is no run, or another run is at work.
 */
export async function warmWorkspace(options: WarmWorkspaceOptions): Promise<WarmSummary> {
  const unlock = lockWorkspace(options.workspace);
  try {
    return await warmPublished(options);
  } finally {
    unlock();
  }
}

/** As `warmWorkspace`, for whoever has the workspace to himself already. */
export async function warmPublished(options: WarmWorkspaceOptions): Promise<WarmSummary> {
  const { workspace, config, signal, warn, leastChance } = options;
  const run = publishedRun(workspace);
  if (run === undefined) {
    throw new Problem('input', withoutRun(workspace, 'nightly run'), {
      suggestion: 'Run "npx technic nightly" first: warming does the next scans of its market.',
    });
  }
  const now = Date.now();
  const database = await openForReading(join(run, DATABASE_FILE));
  try {
    const cache = await openRunCache({ workspace, config, runId: newRunId(now), warn });
    try {
      return await warmCache(database, {
        cache,
        config,
        requests: workspace.requests,
        now,
        signal,
        leastChance,
        ask: (question) => askQuestion(database, question, { cache, config, signal, codeHash: sourceHash() }),
        record: (warmed) => spoolTrace(workspace.traces, cache.drainTrace(), warmed),
        warn,
      });
    } finally {
      await cache.close();
    }
  } finally {
    database.close();
  }
}
