import type { ParameterValues, RunSettings } from '../../models/strategies/index.js';
import { type CodeCache, codeHashOf, contentKey, ENGINE } from '../cache/index.js';
import type { KeyedInputs } from './input-source.js';
import { knownAnswerOr } from './known-or.js';
import type { LookAheadCheck } from './look-ahead-check.js';
import { type StrategyIdentity, strategySubject } from './strategy-subject.js';

/** The code that looks for use of the future. */
const CHECK_CODE = 'pipelines/backtest/check-look-ahead.ts';

/** What is looked at. */
export interface LookAheadQuestion {
  readonly strategy: StrategyIdentity;
  /** All of them, defaults filled in. */
  readonly parameters: ParameterValues;
  readonly settings: RunSettings;
  readonly seed: number;
}

/**
 * What `checkLookAhead` found, from the cache without a look at the bars, or found and kept.
 * @param check asks `checkLookAhead` the same.
 * @throws what `check` throws.
 */
export async function lookAheadWithCache(
  question: LookAheadQuestion,
  inputs: KeyedInputs,
  codeCache: CodeCache | undefined,
  check: () => Promise<LookAheadCheck>,
): Promise<LookAheadCheck> {
  if (codeCache === undefined) return check();
  const code = codeHashOf(CHECK_CODE, codeCache);
  const item = {
    key: contentKey(['look-ahead', ENGINE, code, question, await inputs.key(codeCache)]),
    subject: `look-ahead of ${strategySubject(question.strategy, question.parameters)}`,
  };
  return (await knownAnswerOr(codeCache, item, check)).answer;
}
