import type { NamedScan } from '../config/index.js';
import { askingDays, chanceOfAsking, recentRequests } from './asking-days.js';
import type { Candidate, UnknownCost } from './candidate.js';
import type { ReasonRecord } from './reason-record.js';
import { allRequests, type Requests } from './request-log.js';

/**
 * The scans that people asked for in the last four weeks and those that the config names, each with the
 * chance that it is asked for again; its cost is the latest measured, or else `unknown`.
 */
export function scanCandidates(
  requests: Requests,
  named: readonly NamedScan[],
  {
    now,
    unknown,
    record,
  }: { readonly now: number; readonly unknown: UnknownCost; readonly record: ReasonRecord },
): Candidate[] {
  const recent = recentRequests(requests.scans, now);
  const observed = askingDays(recentRequests(allRequests(requests), now));
  const byId = new Map<string, NamedScan | undefined>(named.map((scan) => [idOf(scan), scan]));
  for (const { scan } of recent) byId.set(idOf(scan), scan ?? undefined);
  return [...byId].map(([id, scan]) => {
    const own = recent.filter((request) => idOf(request.scan) === id);
    const measured = own.flatMap(({ costMs }) => (costMs === null ? [] : [costMs]));
    const daysAsked = askingDays(own);
    const reason = daysAsked > 0 ? 'asked' : 'named';
    return {
      id,
      name: `scan ${nameOf(scan)}`,
      question: { type: 'scan', scan },
      reason,
      words: daysAsked > 0 ? `asked for on ${daysAsked} of ${observed} days` : 'named in the config',
      daysAsked,
      probability: chanceOfAsking(daysAsked, observed, record(reason)),
      costMs: measured.at(-1) ?? unknown.ms,
      bytes: unknown.bytes,
    };
  });
}

/** Scans are the same when they ask the same, whatever they are called by the person who asks. */
function idOf(scan: NamedScan | null): string {
  return JSON.stringify(scan === null ? null : [scan.name, scan.where, scan.rank ?? null, scan.direction]);
}

function nameOf(scan: NamedScan | undefined): string {
  if (scan === undefined) return 'rating';
  return scan.name === 'where' ? scan.where : scan.name;
}
