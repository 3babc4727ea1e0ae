export { planAskedScan } from './asked-scan.js';
export type { AskedScan } from './request-log.js';
export { readRequests, recordRequest } from './request-log.js';
export type { WarmedScan, WarmOptions, WarmSummary } from './warm-scans.js';
export { warmScans } from './warm-scans.js';
export type { ScanCandidate } from './warming-candidates.js';
export { warmingCandidates } from './warming-candidates.js';
