import { isDeepStrictEqual } from 'node:util';
import type { NamedScan } from '../config/index.js';
import { planScan, type ScanPlan } from './scan-plan.js';

/** How a scan is done; whoever does it in the same way finds its answer in the cache. */
export interface ScanToDo {
  readonly plan: ScanPlan;
  readonly withRecord: boolean;
}

const CLOSE = { close: 'close' };

/** The scan of every night: the named scans, all features, and the record of the score. */
export function nightlyScan(named: readonly NamedScan[]): ScanToDo {
  return { plan: planScan({ scans: named, extra: CLOSE }), withRecord: true };
}

/**
 * A scan that somebody asks for by hand. What the night has found out is asked as the night asked it; anything else
 * needs its matches and closes alone.
 * @param scan undefined for the rating alone.
 * @param named the scans of the night whose prices are looked at; undefined where no night has scanned them.
 */
export function askedScan(scan: NamedScan | undefined, named: readonly NamedScan[] | undefined): ScanToDo {
  const isOfTheNight = scan === undefined || named?.some((one) => isDeepStrictEqual(one, scan));
  if (named !== undefined && isOfTheNight) return nightlyScan(named);
  const plan = planScan({ scans: scan ? [scan] : [], withFeatures: false, extra: CLOSE });
  return { plan, withRecord: false };
}
