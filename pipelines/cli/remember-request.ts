import { toProblem } from '../errors/index.js';
import { type BacktestRequest, isLossless, recordRequest } from '../warm/index.js';
import type { Workspace } from '../workspace/index.js';

/** Warming reads what was asked for; a history that cannot be written is no reason to fail. */
export function rememberRequest({ requests }: Workspace, request: Parameters<typeof recordRequest>[1]): void {
  try {
    recordRequest(requests, request);
  } catch (error) {
    process.stderr.write(`warning: the request is not on record: ${toProblem(error).message}\n`);
  }
}

/** As `rememberRequest`; a strategy of a file is passed over, for tomorrow it may be another. */
export function rememberBacktest(
  workspace: Workspace,
  backtest: BacktestRequest,
  costMs: number | null,
): void {
  if (isLossless(backtest)) rememberRequest(workspace, { at: Date.now(), backtest, costMs });
}
