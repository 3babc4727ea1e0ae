export type { PlannedStage, Progress, ProgressEvent, ProgressListener, StageTiming } from './progress.js';
export { createProgress } from './progress.js';
