import type { NamedScan } from '../config/index.js';
import { planScan, type ScanPlan } from '../scan/index.js';

/**
 * The plan of a scan that somebody asks for by hand: its matches and closes, without the features of a night.
 * @param scan undefined for the rating alone.
 */
export function planAskedScan(scan: NamedScan | undefined): ScanPlan {
  return planScan({ scans: scan ? [scan] : [], withFeatures: false, extra: { close: 'close' } });
}
