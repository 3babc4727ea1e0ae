import {
  compile,
  type Evaluation,
  evaluate,
  evaluatePanel,
  explain,
  type Explanation,
} from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import type { LoadedMarket } from './market-reader.js';

/** A clause that keeps a symbol from matching. */
export interface WhyClause {
  /** Canonical text. */
  readonly text: string;
  readonly status: 'not met' | 'unknown';
  /** Of a comparison of numbers: its sides, and how far the left one is from where it would pass. */
  readonly comparison?: {
    readonly left: string;
    readonly value: number;
    readonly operator: string;
    readonly right: string;
    readonly threshold: number;
    readonly distance: number;
    /** distance / |threshold|; NaN when the threshold is zero. */
    readonly relativeDistance: number;
  };
  /** Of an `or`: each of its sides fails. */
  readonly alternatives: readonly WhyClause[];
  /** When it last held, and how many of the market's sessions before; undefined when never in these bars. */
  readonly lastPassed?: { readonly time: number; readonly sessions: number };
}

/** Why a symbol matches a rule as of a session, or why not. */
export interface WhyAnswer {
  readonly symbol: string;
  /** Bar that was looked at; earlier than the session when the symbol did not trade on it. */
  readonly time: number;
  readonly verdict: 'matches' | 'fails' | 'not a member' | 'did not trade' | 'no such symbol';
  readonly clauses: readonly WhyClause[];
}

/**
 * Takes a rule apart for one symbol as of a session, by the engine's own `explain`.
 * @throws ExpressionError where the rule does not compile.
 */
export function whyNot(market: LoadedMarket, rule: string, symbol: string, time: number): WhyAnswer {
  const place = market.symbols.findIndex((one) => one.symbol === symbol);
  if (place === -1) return { symbol, time, verdict: 'no such symbol', clauses: [] };
  const { bars, eligible, sessionOfBar } = market.symbols[place];
  let bar = bars.time.length - 1;
  while (bar >= 0 && bars.time[bar] > time) bar--;
  if (bar < 0) return { symbol, time, verdict: 'did not trade', clauses: [] };
  const program = compile({ rule }, { definitions: namedExpressions() });
  const inputs = { panel: market, symbol: place };
  const whole = explain(program, 'rule', inputs, bar);
  const failing = failingClauses(whole);
  const held = lastHeld(market, place, failing, bar);
  const session = market.sessions.indexOf(time);
  const dated = (clause: WhyClause): WhyClause => {
    const at = held.get(clause.text) ?? -1;
    return {
      ...clause,
      alternatives: clause.alternatives.map(dated),
      lastPassed: at < 0 ? undefined : { time: bars.time[at], sessions: session - sessionOfBar[at] },
    };
  };
  return {
    symbol,
    time: bars.time[bar],
    verdict:
      bars.time[bar] !== time
        ? 'did not trade'
        : eligible?.[bar] === 0
          ? 'not a member'
          : whole.status === 'met'
            ? 'matches'
            : 'fails',
    clauses: failing.map(dated),
  };
}

/** Clauses joined by `and` that are not met; an `or` as one, with its sides. */
function failingClauses(part: Explanation): WhyClause[] {
  if (part.status === 'met') return [];
  if (part.operator === 'and') return part.parts.flatMap(failingClauses);
  const [left, right] = part.parts;
  return [
    {
      text: part.text,
      status: part.status === 'unknown' ? 'unknown' : 'not met',
      comparison:
        part.margin === undefined || Number.isNaN(part.margin)
          ? undefined
          : {
              left: left.text,
              value: left.value,
              operator: part.operator,
              right: right.text,
              threshold: right.value,
              distance: Math.abs(part.margin),
              relativeDistance: Math.abs(part.relativeMargin ?? Number.NaN),
            },
      alternatives: part.operator === 'or' ? part.parts.flatMap(failingClauses) : [],
    },
  ];
}

/** Last bar up to one on which each clause held, by its text; −1 when on none. */
function lastHeld(
  market: LoadedMarket,
  place: number,
  clauses: readonly WhyClause[],
  bar: number,
): ReadonlyMap<string, number> {
  const texts = clauses.flatMap(({ text, alternatives }) => [text, ...alternatives.map((one) => one.text)]);
  if (texts.length === 0) return new Map();
  const program = compile(Object.fromEntries(texts.map((text, k) => [`clause${k}`, text])));
  const evaluation: Evaluation = program.isCrossSectional
    ? evaluatePanel(program, market)[place]
    : evaluate(program, market.symbols[place]);
  return new Map(
    texts.map((text, k) => {
      let last = bar;
      while (last >= 0 && evaluation[`clause${k}`][last] !== 1) last--;
      return [text, last];
    }),
  );
}
