import { type Cache, compactTrace, importSpool, writeCacheState, writeTrace } from '../cache/index.js';
import { toProblem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import type { Workspace } from '../workspace/index.js';

/** Single accesses are kept for this long, as sums by day ever after. */
const DETAIL_MS = 28 * 86_400_000;

/**
 * Puts what the cache did on record: this run's accesses, those other commands left since the last night,
 * and what the store holds; older days are folded. Trouble with it is a warning and never stops a night.
 * @returns files to remove once the database is published.
 */
export async function recordCache(
  database: Database,
  run: {
    readonly cache: Cache | undefined;
    readonly runId: string;
    readonly workspace: Workspace;
    readonly now: number;
    readonly warn: (message: string) => void;
  },
): Promise<string[]> {
  const { cache, runId, workspace, now, warn } = run;
  try {
    const taken = await importSpool(database, workspace.traces, warn);
    if (cache !== undefined) {
      await cache.written();
      await writeTrace(database, cache.drainTrace());
      await writeCacheState(database, cache, runId, now);
    }
    await compactTrace(database, now - DETAIL_MS);
    return taken;
  } catch (error) {
    warn(`what the cache did is not on record: ${toProblem(error).message}`);
    return [];
  }
}
