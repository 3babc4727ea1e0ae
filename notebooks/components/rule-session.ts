import type { LoadedMarket } from './market-reader.js';
import type { Criterion } from './rule-criteria.js';
import type { RuleMatches } from './rule-matches.js';

/** A comparison of a rule, and its two sides for each symbol on one session; NaN where unknown. */
export interface CriterionValues extends Criterion {
  readonly leftValues: Float64Array;
  readonly rightValues: Float64Array;
}

/** A rule on one session: by place in `symbols`, those of the market it was asked of. */
export interface RuleSession {
  readonly time: number;
  readonly symbols: readonly string[];
  readonly criteria: readonly CriterionValues[];
  /** 1 where the symbol traded, belonged to the universe and meets every clause that is no comparison. */
  readonly others: Uint8Array;
  /** Symbols that match, in their order. */
  readonly matching: readonly string[];
}

/** What a rule and its clauses were on a session; empty of values when the session has not arrived. */
export function ruleOnSession(market: LoadedMarket, matches: RuleMatches, time: number): RuleSession {
  const session = market.sessions.indexOf(time);
  const { criteria, others, evaluations } = matches.clauses;
  const bars = Int32Array.from(market.symbols, ({ sessionOfBar, eligible }) => {
    const bar = barOf(sessionOfBar, session);
    return bar >= 0 && eligible?.[bar] === 0 ? -1 : bar;
  });
  const column = (name: string) =>
    Float64Array.from(bars, (bar, s) => (bar < 0 ? Number.NaN : evaluations[s][name][bar]));
  const conditions = others.map((_, k) => column(`other${k}`));
  return {
    time,
    symbols: market.symbols.map(({ symbol }) => symbol),
    criteria: criteria.map((criterion, c) => ({
      ...criterion,
      leftValues: column(`left${c}`),
      rightValues: column(`right${c}`),
    })),
    others: Uint8Array.from(bars, (bar, s) =>
      bar >= 0 && conditions.every((condition) => condition[s] === 1) ? 1 : 0,
    ),
    matching: market.symbols
      .filter((_, s) => bars[s] >= 0 && matches.conditions[s][bars[s]] === 1)
      .map(({ symbol }) => symbol),
  };
}

/** Bar of a symbol on a session, by bisection; −1 where it has none. */
function barOf(sessionOfBar: Int32Array, session: number): number {
  let low = 0;
  let high = sessionOfBar.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (sessionOfBar[middle] === session) return middle;
    if (sessionOfBar[middle] < session) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
