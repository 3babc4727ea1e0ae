import { compileStrategy, runBacktest, withVolatility } from '../../models/strategies/index.js';
import { backtestWithCache, type InputSource, openInputs } from '../backtest/index.js';
import type { Cache } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { Problem } from '../errors/index.js';
import { askedScan, runScan } from '../scan/index.js';
import type { Database } from '../store/index.js';
import { type BacktestRequest, strategyOf, type WarmingQuestion } from '../warm/index.js';

/** What asking needs. */
export interface AskContext {
  readonly cache: Cache;
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Hash of all the program's sources, as the commands ask for it. */
  readonly codeHash: string;
}

/**
 * Asks through the cache what a person would ask by a command, word for word: the keys are then the same.
 * @returns how many values had to be computed.
 * @throws Problem for a question that can no longer be asked, or when cancelled.
 */
export async function askQuestion(
  database: Database,
  question: WarmingQuestion,
  context: AskContext,
): Promise<number> {
  const { cache, config, signal, codeHash } = context;
  if (question.type === 'scan') {
    const { plan, withRecord } = askedScan(question.scan, config.scans);
    const { cache: use } = await runScan(database, plan, {
      adjust: config.adjust,
      workers: config.workers,
      withRecord,
      cache: { cache, codeHash },
      signal,
    });
    return use.computedSymbols + use.extendedSymbols;
  }
  const [first] = question.requests;
  if (first === undefined) return 0;
  const inputs = await openInputs(database, { symbols: first.symbols, adjust: first.adjust });
  let computed = 0;
  for (const request of question.requests) {
    signal.throwIfAborted();
    if (!(await askBacktest(request, inputs, context))) computed += 1;
  }
  return computed;
}

/** @returns whether it was known. */
async function askBacktest(
  request: BacktestRequest,
  inputs: InputSource,
  { cache, codeHash }: AskContext,
): Promise<boolean> {
  const { options, parameters } = request.question;
  const strategy = strategyOf(request);
  if (strategy === undefined) throw new Problem('input', 'the strategy is not part of the request');
  const compiled = compileStrategy(withVolatility(strategy, options.settings), parameters);
  const run = async () => {
    const result = runBacktest(compiled, await inputs.load(), options);
    if (result.time.length > 0) return result;
    throw new Problem('input', `no symbol could be run: ${result.failures[0].message}`);
  };
  return (await backtestWithCache(request.question, inputs, { cache, codeHash }, run)).isKnown;
}
