export type { LedgerUpdate } from './ledger.js';
export { updateLedger } from './ledger.js';
export type { ScanOptions } from './run-scan.js';
export { compilePlan, runScan } from './run-scan.js';
export type { Match, ScanFailure, ScanOutcome, ScoreRecord } from './scan-outcome.js';
export type { PlannedScan, ScanPlan, ScanPlanOptions } from './scan-plan.js';
export { planScan, scanDefinitions } from './scan-plan.js';
export { HORIZONS } from './signals.js';
export { storeScan } from './store-scan.js';
