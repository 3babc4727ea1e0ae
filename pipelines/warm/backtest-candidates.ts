import { askingDays, chanceOfAsking, recentRequests } from './asking-days.js';
import { type BacktestRequest, idOfBacktest, nameOfBacktest } from './asked-backtest.js';
import type { Candidate, UnknownCost } from './candidate.js';
import type { ReasonRecord } from './reason-record.js';
import { allRequests, type Requests } from './request-log.js';

/** The backtests that people asked for in the last four weeks, and `named`, each with its chance. */
export function backtestCandidates(
  requests: Requests,
  named: readonly BacktestRequest[],
  {
    now,
    unknown,
    record,
  }: { readonly now: number; readonly unknown: UnknownCost; readonly record: ReasonRecord },
): Candidate[] {
  const recent = recentRequests(requests.backtests, now);
  const observed = askingDays(recentRequests(allRequests(requests), now));
  const byId = new Map(
    [...named, ...recent.map(({ backtest }) => backtest)].map((one) => [idOfBacktest(one), one]),
  );
  return [...byId].map(([id, request]) => {
    const own = recent.filter(({ backtest }) => idOfBacktest(backtest) === id);
    const measured = own.flatMap(({ costMs }) => (costMs === null ? [] : [costMs]));
    const daysAsked = askingDays(own);
    const reason = daysAsked > 0 ? 'asked' : 'named';
    return {
      id,
      name: nameOfBacktest(request),
      question: { type: 'backtests', requests: [request] },
      reason,
      words: daysAsked > 0 ? `asked for on ${daysAsked} of ${observed} days` : 'named in the config',
      daysAsked,
      probability: chanceOfAsking(daysAsked, observed, record(reason)),
      costMs: measured.at(-1) ?? unknown.ms,
      bytes: unknown.bytes,
    };
  });
}
