import {
  compileStrategy,
  findStrategy,
  type RuleStrategy,
  type RunSettings,
  type Strategy,
  withVolatility,
} from '../../models/strategies/index.js';
import { type BacktestQuestion, strategySubject } from '../backtest/index.js';
import { contentKey } from '../cache/index.js';
import type { Config } from '../config/index.js';

/** A backtest as a person asks for it: what is run, on which symbols, on prices adjusted how. */
export interface BacktestRequest {
  readonly question: BacktestQuestion;
  readonly symbols: readonly string[] | 'all';
  readonly adjust: Config['adjust'];
}

/**
 * What `technic backtest NAME` asks with the parameters of the config and no other flag.
 * @throws when the strategy of the config cannot be compiled.
 */
export function standardBacktest(
  { strategy: name, parameters: given }: Config['strategies'][number],
  symbols: BacktestRequest['symbols'],
  { costBps, adjust }: Config,
): BacktestRequest {
  const settings: RunSettings = { commission: { bps: costBps, perShare: 0, perTrade: 0, minimum: 0 } };
  const strategy = findStrategy(name);
  const { parameters } = compileStrategy(withVolatility(strategy, settings), given);
  const account = strategy.account === 'portfolio' ? 'portfolio' : 'each';
  const options = { account, settings, convention: 'technic' } as const;
  return { question: { strategy: { name }, parameters, options }, symbols, adjust };
}

/** The strategy of a request; undefined for one whose code is not part of it. */
export function strategyOf({ question: { strategy } }: BacktestRequest): Strategy | undefined {
  if ('name' in strategy) return findStrategy(strategy.name);
  return 'rules' in strategy ? (strategy.rules as RuleStrategy) : undefined;
}

/** Whether a request can be written down as text and read again as the same one. */
export function isLossless(request: BacktestRequest): boolean {
  return strategyOf(request) !== undefined && idOfBacktest(copy(request)) === idOfBacktest(request);
}

/** Requests are the same when they ask the same of the same symbols. */
export function idOfBacktest(request: BacktestRequest): string {
  return contentKey(['backtest', request]);
}

/** What people call it: `sma-cross fast 20, slow 100 on AAPL`. */
export function nameOfBacktest({ question, symbols }: BacktestRequest): string {
  const place =
    symbols === 'all' ? 'all' : symbols.length > 3 ? `${symbols.length} symbols` : symbols.join(', ');
  return `backtest ${strategySubject(question.strategy, question.parameters)} on ${place}`;
}

function copy(request: BacktestRequest): BacktestRequest {
  return JSON.parse(JSON.stringify(request)) as BacktestRequest;
}
