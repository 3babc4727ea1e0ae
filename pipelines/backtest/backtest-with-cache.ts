import { deserialize, serialize } from 'node:v8';
import type {
  Backtest,
  BacktestInputs,
  BacktestOptions,
  ParameterValues,
} from '../../models/strategies/index.js';
import { type CacheItem, type CacheValue, contentKey, ENGINE } from '../cache/index.js';
import type { BacktestCache } from './backtest-cache.js';
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
  backtestCache: BacktestCache | undefined,
  run: () => Backtest,
): Promise<KnownBacktest> {
  if (backtestCache === undefined) return { result: run(), key: '', isKnown: false };
  const key = backtestKey(question, loaded, backtestCache.codeHash);
  const { symbols } = loaded;
  const place = symbols.length === 1 ? symbols[0] : `${symbols.length} symbols`;
  const subject = `${strategySubject(question.strategy, question.parameters)} on ${place}`;
  const { value, isKnown } = await knownOr(backtestCache, { key, subject }, () => backtestValue(run()));
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
  backtestCache: BacktestCache | undefined,
  run: () => Examination,
): Promise<Examination> {
  const { by, bootstrap, permute, monteCarlo } = questions;
  const isAsked = by.length > 0 || [bootstrap, permute, monteCarlo].some((count) => count !== undefined);
  if (!isAsked || backtestCache === undefined) return run();
  const item = {
    key: contentKey(['examination', BACKTEST_FORMAT, key, questions, regimes, options]),
    subject: `examination of ${key.slice(0, 8)}`,
  };
  const { value } = await knownOr(backtestCache, item, () => ({
    columns: { answers: new Uint8Array(serialize(run())) },
  }));
  return deserialize(value.columns.answers as Uint8Array) as Examination;
}

async function knownOr(
  { cache, refresh = false }: BacktestCache,
  item: CacheItem,
  compute: () => CacheValue,
): Promise<{ readonly value: CacheValue; readonly isKnown: boolean }> {
  if (refresh) {
    const begun = performance.now();
    const value = compute();
    cache.setLater('backtest', [{ ...item, value, costMs: performance.now() - begun }]);
    return { value, isKnown: false };
  }
  let isKnown = true;
  const [value] = await cache.getOrComputeMany('backtest', [item], () => {
    isKnown = false;
    return Promise.resolve([compute()]);
  });
  return { value, isKnown };
}
