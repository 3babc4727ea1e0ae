export { planAskedScan } from './asked-scan.js';
export type { Candidate, WarmingQuestion, WarmingReason } from './candidate.js';
export type { AskedScan, AskedSymbol, Requests } from './request-log.js';
export { readRequests, recordRequest } from './request-log.js';
export { scanCandidates } from './scan-candidates.js';
export type { Warmed, WarmOptions, WarmSummary } from './warm-cache.js';
export { warmCache } from './warm-cache.js';
