import type { NamedScan } from '../config/index.js';
import { type AskedGrounds, askedCandidates } from './asked-candidates.js';
import type { Candidate } from './candidate.js';
import type { Requests } from './request-log.js';

/** The scans that people asked for in the last four weeks, and `named`, each with its chance. */
export function scanCandidates(
  requests: Requests,
  named: readonly NamedScan[],
  grounds: AskedGrounds,
): Candidate[] {
  const asked = requests.scans.map((request) => ({ ...request, what: request.scan }));
  const describe = (scan: NamedScan | null): Pick<Candidate, 'name' | 'question'> => {
    return { name: `scan ${nameOf(scan)}`, question: { type: 'scan', scan: scan ?? undefined } };
  };
  return askedCandidates<NamedScan | null>(requests, { named, asked, idOf, describe }, grounds);
}

/** Scans are the same when they ask the same, whatever they are called by the person who asks. */
function idOf(scan: NamedScan | null): string {
  return JSON.stringify(scan === null ? null : [scan.name, scan.where, scan.rank ?? null, scan.direction]);
}

function nameOf(scan: NamedScan | null): string {
  if (scan === null) return 'rating';
  return scan.name === 'where' ? scan.where : scan.name;
}
