import {
  type CompiledStrategy,
  compileStrategy,
  type ParameterValues,
  type RunSettings,
  withVolatility,
} from '../../models/strategies/index.js';
import { Problem } from '../errors/index.js';
import type { ChosenStrategy } from './choose-strategy.js';
import { expressionProblem } from './expression-problem.js';
import { usageProblem } from './usage-problem.js';

/**
 * Fixes a strategy's parameters and compiles its rules, with the series that the settings ask for.
 * @throws Problem for rules that are no expressions, or a strategy that does not go with the account.
 */
export function compileForAccount(
  { strategy }: ChosenStrategy,
  parameters: ParameterValues,
  settings: RunSettings,
  account: 'each' | 'portfolio',
): CompiledStrategy {
  if (strategy.kind === 'code' && settings.rebalance !== undefined) {
    throw new Problem(
      'usage',
      `${strategy.name} decides when to enter and to leave, and holds no target weights`,
      {
        suggestion:
          'Leave out --rebalance, --hold and --drift, or say what to hold by rules (--hold, --rank).',
      },
    );
  }
  const compiled = expressionProblem(
    () => usageProblem(() => compileStrategy(withVolatility(strategy, settings), parameters)),
    strategy.kind === 'rules' ? (strategy.rules as Record<string, string>) : {},
  );
  if (account === 'each' && compiled.program?.isCrossSectional) {
    throw new Problem(
      'usage',
      `${strategy.name} looks across symbols, which needs one account for all of them`,
      {
        suggestion: 'Add --portfolio.',
      },
    );
  }
  return compiled;
}
