import { compile, evaluatePanel, ExpressionError, type Program } from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import type { LoadedMarket } from './market-reader.js';
import { type Criterion, splitCriteria } from './rule-criteria.js';

/** Every bar on which a rule was exactly true, symbol by symbol. */
export interface RuleMatches {
  readonly program: Program;
  /** Condition per symbol and bar: 1, 0 or NaN. */
  readonly conditions: readonly Float64Array[];
  /** The comparisons of the rule with both sides of each on the last session, by place in `symbols`. */
  readonly criteria: readonly CriterionValues[];
  readonly count: number;
  /** Places in the market's symbols, and bars in their own columns, of each match. */
  readonly symbol: Int32Array;
  readonly bar: Int32Array;
}

/** A comparison of a rule, and its two sides for each symbol on the last session; NaN where unknown. */
export interface CriterionValues extends Criterion {
  readonly leftValues: Float64Array;
  readonly rightValues: Float64Array;
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
  const { program, criteria } = withSides(rule, alone);
  const outputs = evaluatePanel(program, market);
  const conditions = outputs.map((output) => output.rule);
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
  const lastSession = market.sessions.length - 1;
  const lastValues = (name: string) =>
    Float64Array.from(market.symbols, ({ sessionOfBar }, s) => {
      const last = sessionOfBar.length - 1;
      return sessionOfBar[last] === lastSession ? outputs[s][name][last] : Number.NaN;
    });
  return {
    program: alone,
    conditions,
    criteria: criteria.map((criterion, c) => ({
      ...criterion,
      leftValues: lastValues(`left${c}`),
      rightValues: lastValues(`right${c}`),
    })),
    count,
    symbol,
    bar,
  };
}

/** Symbols that match on one session, in their order; none when it has not arrived. */
export function matchesOn(market: LoadedMarket, matches: RuleMatches, time: number): string[] {
  const session = market.sessions.indexOf(time);
  const found: string[] = [];
  for (let m = 0; m < matches.count; m++) {
    const { symbol, sessionOfBar } = market.symbols[matches.symbol[m]];
    if (sessionOfBar[matches.bar[m]] === session) found.push(symbol);
  }
  return found;
}

/** The rule with both sides of each comparison; alone where a side makes no sense by itself, as in a < b < c. */
function withSides(rule: string, alone: Program): { program: Program; criteria: readonly Criterion[] } {
  const criteria = splitCriteria(rule);
  const sides = criteria.flatMap(({ left, right }, c) => [
    [`left${c}`, left],
    [`right${c}`, right],
  ]);
  try {
    const program = compile({ rule, ...Object.fromEntries(sides) }, { definitions: namedExpressions() });
    return { program, criteria };
  } catch (error) {
    if (error instanceof ExpressionError) return { program: alone, criteria: [] };
    throw error;
  }
}

function isIn(eligible: Uint8Array | undefined, bar: number): boolean {
  return eligible === undefined || eligible[bar] === 1;
}
