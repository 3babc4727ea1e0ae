import { type Cache, spoolTrace } from '../cache/index.js';
import { toProblem } from '../errors/index.js';
import type { Workspace } from '../workspace/index.js';

/**
 * Ends a run's use of the cache outside the nightly: its accesses are left where the next nightly picks them
 * up. Trouble with that is a warning; the answer has been given.
 */
export async function closeRunCache(
  cache: Cache,
  workspace: Workspace,
  options: { readonly warn: (message: string) => void; readonly isWarming?: boolean },
): Promise<void> {
  await cache.written();
  try {
    spoolTrace(workspace.traces, cache.drainTrace(), options.isWarming);
  } catch (error) {
    options.warn(`what the cache did is not on record: ${toProblem(error).message}`);
  }
  await cache.close();
}
