import { compile, evaluatePanel, type Program } from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import type { LoadedMarket } from './market-reader.js';

/** Every bar on which a rule was exactly true, symbol by symbol. */
export interface RuleMatches {
  readonly program: Program;
  /** Condition per symbol and bar: 1, 0 or NaN. */
  readonly conditions: readonly Float64Array[];
  readonly count: number;
  /** Places in the market's symbols, and bars in their own columns, of each match. */
  readonly symbol: Int32Array;
  readonly bar: Int32Array;
}

/**
 * Evaluates a rule on all that has arrived, by the engine that the nightly ran.
 * @throws ExpressionError where the rule does not compile, or is a number and no condition.
 */
export function findMatches(market: LoadedMarket, rule: string): RuleMatches {
  const program = compile({ rule }, { definitions: namedExpressions() });
  if (program.outputs[0].type !== 'boolean') {
    throw new Error('this is a number, not a condition: compare it with something, such as > 0');
  }
  const conditions = evaluatePanel(program, market).map((outputs) => outputs.rule);
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
  return { program, conditions, count, symbol, bar };
}

function isIn(eligible: Uint8Array | undefined, bar: number): boolean {
  return eligible === undefined || eligible[bar] === 1;
}
