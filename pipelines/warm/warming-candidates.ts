import type { WarmingCandidate } from '../../models/cache-analysis/index.js';
import type { NamedScan } from '../config/index.js';
import type { AskedScan } from './request-log.js';

/** A scan that may be asked for next. */
export interface ScanCandidate extends WarmingCandidate {
  /** Undefined for the rating alone. */
  readonly scan: NamedScan | undefined;
  /** Days of the last 28 on which it was asked for. */
  readonly daysAsked: number;
}

const DAY_MS = 86_400_000;
const WINDOW_MS = 28 * DAY_MS;

/**
 * The scans that people asked for in the last four weeks and those that the config names. The chance that one
 * is asked for again is (days it was asked for + 1) / (days on which anything was + 2), Laplace's rule of
 * succession; its cost is the latest measured, or else `unknownMs`.
 */
export function warmingCandidates(
  requests: readonly AskedScan[],
  named: readonly NamedScan[],
  now: number,
  unknown: { readonly ms: number; readonly bytes: number },
): ScanCandidate[] {
  const recent = requests.filter(({ at }) => at > now - WINDOW_MS && at <= now);
  const daysOf = (some: readonly AskedScan[]): number =>
    new Set(some.map(({ at }) => Math.floor(at / DAY_MS))).size;
  const observed = daysOf(recent);
  const byId = new Map<string, NamedScan | undefined>(named.map((scan) => [idOf(scan), scan]));
  for (const { scan } of recent) byId.set(idOf(scan), scan ?? undefined);
  return [...byId].map(([id, scan]) => {
    const own = recent.filter((request) => idOf(request.scan) === id);
    const measured = own.flatMap(({ costMs }) => (costMs === null ? [] : [costMs]));
    const daysAsked = daysOf(own);
    return {
      id,
      scan,
      daysAsked,
      probability: (daysAsked + 1) / (observed + 2),
      costMs: measured.at(-1) ?? unknown.ms,
      bytes: unknown.bytes,
    };
  });
}

/** Scans are the same when they ask the same, whatever they are called by the person who asks. */
function idOf(scan: NamedScan | null): string {
  return JSON.stringify(scan === null ? null : [scan.name, scan.where, scan.rank ?? null, scan.direction]);
}
