export { lockWorkspace } from './lock.js';
export type { ProcessLock } from './process-lock.js';
export { takeProcessLock } from './process-lock.js';
export { publishRun, sweepRuns } from './publish.js';
export { completeRun, completeRuns, latestRunOn, marketOfRun } from './runs.js';
export type { Workspace } from './workspace.js';
export {
  DATABASE_FILE,
  locateWorkspace,
  prepareWorkspace,
  publishedRun,
  SITE_FOLDER,
  withoutRun,
} from './workspace.js';
