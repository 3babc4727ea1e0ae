import {
  compile,
  type Evaluation,
  evaluatePanel,
  ExpressionError,
  type Program,
} from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import type { LoadedMarket } from './market-reader.js';
import { type Criterion, splitCriteria, splitOthers } from './rule-criteria.js';

/** Every bar on which a rule was exactly true, symbol by symbol. */
export interface RuleMatches {
  readonly program: Program;
  /** Condition per symbol and bar: 1, 0 or NaN. */
  readonly conditions: readonly Float64Array[];
  readonly clauses: RuleClauses;
  readonly count: number;
  /** Places in the market's symbols, and bars in their own columns, of each match. */
  readonly symbol: Int32Array;
  readonly bar: Int32Array;
}

/** What a rule joins by `and`, with the values of each clause on every bar. */
export interface RuleClauses {
  readonly criteria: readonly Criterion[];
  /** Clauses that are no comparison. */
  readonly others: readonly string[];
  /** One a symbol: `left0`, `right0`, … of each criterion, `other0`, … of each other clause. */
  readonly evaluations: readonly Evaluation[];
}

/**
 * Evaluates a rule on all that has arrived, by the engine that the nightly ran.
 * @throws ExpressionError where the rule does not compile, or is a number and no condition.
 */
export function findMatches(market: LoadedMarket, rule: string): RuleMatches {
  // The rule alone first: its own faults have their places in its own text.
  const alone = compile({ rule }, { definitions: namedExpressions() });
  if (alone.outputs[0].type !== 'boolean') {
    throw new Error('this is a number, not a condition: compare it with something, such as > 0');
  }
  const { program, criteria, others } = withClauses(rule);
  const evaluations = evaluatePanel(program, market);
  const conditions = evaluations.map((evaluation) => evaluation.rule);
  let count = 0;
  market.symbols.forEach(({ eligible }, s) => {
    const condition = conditions[s];
    for (let i = 0; i < condition.length; i++) if (condition[i] === 1 && isIn(eligible, i)) count++;
  });
  const symbol = new Int32Array(count);
  const bar = new Int32Array(count);
  let at = 0;
  market.symbols.forEach(({ eligible }, s) => {
    const condition = conditions[s];
    for (let i = 0; i < condition.length; i++) {
      if (condition[i] !== 1 || !isIn(eligible, i)) continue;
      symbol[at] = s;
      bar[at++] = i;
    }
  });
  return { program: alone, conditions, clauses: { criteria, others, evaluations }, count, symbol, bar };
}

/** The rule with each of its clauses; as one clause where a side makes no sense by itself, as in a < b < c. */
function withClauses(rule: string): { program: Program } & Omit<RuleClauses, 'evaluations'> {
  const definitions = namedExpressions();
  const criteria = splitCriteria(rule);
  const others = splitOthers(rule);
  const sides = criteria.flatMap(({ left, right }, c) => [
    [`left${c}`, left],
    [`right${c}`, right],
  ]);
  const rest = others.map((text, k) => [`other${k}`, text]);
  try {
    const program = compile({ rule, ...Object.fromEntries([...sides, ...rest]) }, { definitions });
    return { program, criteria, others };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { program: compile({ rule, other0: rule }, { definitions }), criteria: [], others: [rule] };
  }
}

function isIn(eligible: Uint8Array | undefined, bar: number): boolean {
  return eligible === undefined || eligible[bar] === 1;
}
