import { type BacktestRequest, idOfBacktest, nameOfBacktest } from './asked-backtest.js';
import { type AskedGrounds, askedCandidates } from './asked-candidates.js';
import type { Candidate } from './candidate.js';
import type { Requests } from './request-log.js';

/** The backtests that people asked for in the last four weeks, and `named`, each with its chance. */
export function backtestCandidates(
  requests: Requests,
  named: readonly BacktestRequest[],
  grounds: AskedGrounds,
): Candidate[] {
  const asked = requests.backtests.map((request) => ({ ...request, what: request.backtest }));
  const describe = (request: BacktestRequest): Pick<Candidate, 'name' | 'question'> => {
    return { name: nameOfBacktest(request), question: { type: 'backtests', requests: [request] } };
  };
  return askedCandidates<BacktestRequest>(requests, { named, asked, idOf: idOfBacktest, describe }, grounds);
}
