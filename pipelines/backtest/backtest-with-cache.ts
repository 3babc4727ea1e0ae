import { deserialize, serialize } from 'node:v8';
import type {
  Backtest,
  BacktestInputs,
  BacktestOptions,
  ParameterValues,
} from '../../models/strategies/index.js';
import {
  type CacheItem,
  type CacheValue,
  type CodeCache,
  contentKey,
  ENGINE,
  getOrCompute,
} from '../cache/index.js';
import { backtestValue, readBacktest } from './backtest-value.js';
import type { ExamineContext, Examination, Questions } from './examine.js';
import { type StrategyIdentity, strategySubject } from './strategy-subject.js';

/** Version of the stored columns; part of the key. */
const BACKTEST_FORMAT = 1;

/** What a backtest is of. */
export interface BacktestQuestion {
  readonly strategy: StrategyIdentity;
  /** All of them, defaults filled in. */
  readonly parameters: ParameterValues;
  readonly options: BacktestOptions;
}

/** The content key of a backtest: a hash of all that it depends on. */
export function backtestKey(
  { strategy, parameters, options }: BacktestQuestion,
  { symbols, inputs, market }: BacktestInputs,
  codeHash: string,
): string {
  const { time, close } = market.benchmark;
  const panel = { symbols, inputs, benchmark: { time, close } };
  return contentKey([
    'backtest',
    BACKTEST_FORMAT,
    ENGINE,
    codeHash,
    { strategy, parameters, options },
    panel,
  ]);
}

/** A backtest, the key it is known by, and whether it came from the cache. */
export interface KnownBacktest {
  readonly result: Backtest;
  readonly key: string;
  readonly isKnown: boolean;
}

/**
 * A backtest from the cache, or run and kept.
 * @throws what `run` throws; trouble with the cache is none of it.
 */
export async function backtestWithCache(
  question: BacktestQuestion,
  loaded: BacktestInputs,
  codeCache: CodeCache | undefined,
  run: () => Backtest,
): Promise<KnownBacktest> {
  if (codeCache === undefined) return { result: run(), key: '', isKnown: false };
  const key = backtestKey(question, loaded, codeCache.codeHash);
  const { symbols } = loaded;
  const place = symbols.length === 1 ? symbols[0] : `${symbols.length} symbols`;
  const subject = `${strategySubject(question.strategy, question.parameters)} on ${place}`;
  const { value, isKnown } = await knownOr(codeCache, { key, subject }, () => backtestValue(run()));
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
  { regimes, options }: ExamineContext,
  codeCache: CodeCache | undefined,
  run: () => Examination,
): Promise<Examination> {
  const { by, bootstrap, permute, monteCarlo } = questions;
  const isAsked = by.length > 0 || [bootstrap, permute, monteCarlo].some((count) => count !== undefined);
  if (!isAsked || codeCache === undefined) return run();
  const item = {
    key: contentKey(['examination', BACKTEST_FORMAT, key, questions, regimes, options]),
    subject: `examination of ${key.slice(0, 8)}`,
  };
  const { value } = await knownOr(codeCache, item, () => ({
    columns: { answers: new Uint8Array(serialize(run())) },
  }));
  return deserialize(value.columns.answers as Uint8Array) as Examination;
}

async function knownOr(
  codeCache: CodeCache,
  item: CacheItem,
  compute: () => CacheValue,
): Promise<{ readonly value: CacheValue; readonly isKnown: boolean }> {
  let isKnown = true;
  const [value] = await getOrCompute(codeCache, 'backtest', [item], () => {
    isKnown = false;
    return Promise.resolve([compute()]);
  });
  return { value, isKnown };
}
