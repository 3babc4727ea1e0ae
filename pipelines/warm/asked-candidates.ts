import { askingDays, chanceOfAsking, recentRequests } from './asking-days.js';
import type { Candidate, UnknownCost } from './candidate.js';
import type { ReasonRecord } from './reason-record.js';
import { allRequests, type Requests } from './request-log.js';

/** What candidates rest on, whatever is asked. */
export interface AskedGrounds {
  readonly now: number;
  readonly unknown: UnknownCost;
  readonly record: ReasonRecord;
}

/** How one sort of thing that people ask for is told apart and named. */
export interface AskedSort<Asked> {
  readonly named: readonly Asked[];
  readonly asked: readonly { readonly at: number; readonly costMs: number | null; readonly what: Asked }[];
  idOf(what: Asked): string;
  describe(what: Asked): Pick<Candidate, 'name' | 'question'>;
}

/**
 * What people asked for in the last four weeks and what the config names, each with the chance that it is asked for
 * again; its cost is the latest measured, or else `unknown`.
 */
export function askedCandidates<Asked>(
  requests: Requests,
  { named, asked, idOf, describe }: AskedSort<Asked>,
  { now, unknown, record }: AskedGrounds,
): Candidate[] {
  const recent = recentRequests(asked, now);
  const observed = askingDays(recentRequests(allRequests(requests), now));
  const byId = new Map([...named, ...recent.map(({ what }) => what)].map((one) => [idOf(one), one]));
  return [...byId].map(([id, what]) => {
    const own = recent.filter((request) => idOf(request.what) === id);
    const measured = own.flatMap(({ costMs }) => (costMs === null ? [] : [costMs]));
    const daysAsked = askingDays(own);
    const reason = daysAsked > 0 ? 'asked' : 'named';
    return {
      id,
      ...describe(what),
      reason,
      words: daysAsked > 0 ? `asked for on ${daysAsked} of ${observed} days` : 'named in the config',
      daysAsked,
      probability: chanceOfAsking(daysAsked, observed, record(reason)),
      costMs: measured.at(-1) ?? unknown.ms,
      bytes: unknown.bytes,
    };
  });
}
