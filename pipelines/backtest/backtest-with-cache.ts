import type { Backtest, BacktestOptions, ParameterValues } from '../../models/strategies/index.js';
import { type CodeCache, type CodeHashes, codeHashOf, contentKey, ENGINE } from '../cache/index.js';
import { backtestValue, readBacktest } from './backtest-value.js';
import type { ExamineContext, Examination, Questions } from './examine.js';
import type { KeyedInputs } from './input-source.js';
import { knownAnswerOr, knownOr } from './known-or.js';
import { type StrategyIdentity, strategySubject } from './strategy-subject.js';

/** Version of the stored columns; part of the key. */
const BACKTEST_FORMAT = 2;

/** The code that compiles and runs strategies, and the code that answers questions about what came of them. */
const RUN_CODE = 'models/strategies/index.ts';
const EXAMINE_CODE = 'pipelines/backtest/examine.ts';

/** What a backtest is of. */
export interface BacktestQuestion {
  readonly strategy: StrategyIdentity;
  /** All of them, defaults filled in. */
  readonly parameters: ParameterValues;
  readonly options: BacktestOptions;
}

/** The content key of a backtest: a hash of all that it depends on. */
export async function backtestKey(
  question: BacktestQuestion,
  inputs: KeyedInputs,
  code: CodeHashes,
): Promise<string> {
  const { strategy, parameters, options } = question;
  return contentKey([
    'backtest',
    BACKTEST_FORMAT,
    ENGINE,
    codeHashOf(RUN_CODE, code),
    { strategy, parameters, options },
    await inputs.key(code),
  ]);
}

/** A backtest, the key it is known by, and whether it came from the cache. */
export interface KnownBacktest {
  readonly result: Backtest;
  readonly key: string;
  readonly isKnown: boolean;
}

/**
 * A backtest from the cache, without a look at the bars, or run and kept.
 * @throws what `run` throws; trouble with the cache is none of it.
 */
export async function backtestWithCache(
  question: BacktestQuestion,
  inputs: KeyedInputs,
  codeCache: CodeCache | undefined,
  run: () => Promise<Backtest>,
): Promise<KnownBacktest> {
  if (codeCache === undefined) return { result: await run(), key: '', isKnown: false };
  const key = await backtestKey(question, inputs, codeCache);
  const { symbols } = inputs;
  const place = symbols.length === 1 ? symbols[0] : `${symbols.length} symbols`;
  const subject = `${strategySubject(question.strategy, question.parameters)} on ${place}`;
  const compute = async () => backtestValue(await run());
  const { value, isKnown } = await knownOr(codeCache, { key, subject }, compute);
  return { result: readBacktest(value), key, isKnown };
}

/**
 * The answers about a backtest from the cache, or found and kept. Where nothing was asked, nothing is looked for.
 * @param run asks `examine` the same questions in the same context.
 * @throws what `run` throws.
 */
export async function examineWithCache(
  { key }: KnownBacktest,
  questions: Questions,
  { regimes, options }: Pick<ExamineContext, 'regimes' | 'options'>,
  codeCache: CodeCache | undefined,
  run: () => Promise<Examination>,
): Promise<Examination> {
  const { by, bootstrap, permute, monteCarlo } = questions;
  if (by.length === 0 && [bootstrap, permute, monteCarlo].every((count) => count === undefined)) return {};
  if (codeCache === undefined) return run();
  const code = codeHashOf(EXAMINE_CODE, codeCache);
  const item = {
    key: contentKey(['examination', BACKTEST_FORMAT, code, key, questions, regimes, options]),
    subject: `examination of ${key.slice(0, 8)}`,
  };
  return (await knownAnswerOr(codeCache, item, run)).answer;
}
