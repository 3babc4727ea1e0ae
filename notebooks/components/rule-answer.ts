import { isoDate } from '../models/bars/index.js';
import type { LoadedMarket } from './market-reader.js';
import type { RuleMatches } from './rule-matches.js';
import { HORIZONS, type OutcomeRow, outcomesAfter } from './rule-outcomes.js';
import { type RuleSession, ruleOnSession } from './rule-session.js';

/** What a typed rule would have done, trading left out: that follows in a second message. */
export interface RuleAnswer {
  readonly rule: string;
  /** Equal for rules that mean the same. */
  readonly key: string;
  readonly direction: 'long' | 'short';
  /** First and last session answered for, ISO dates; all of history once `isComplete`. */
  readonly from: string;
  readonly to: string;
  readonly isComplete: boolean;
  /** Whether the market has later sessions, of which nothing is in the answer. */
  readonly isPast: boolean;
  readonly symbols: number;
  readonly matches: number;
  /** Symbols that match on the last session, in ASCII order. */
  readonly tonight: readonly string[];
  /** The rule and its clauses on the last session. */
  readonly session: RuleSession;
  /** Session times, and matches on each. */
  readonly time: Float64Array;
  readonly perSession: Int32Array;
  /** One row a horizon; the group is the number of bars. */
  readonly byHorizon: readonly OutcomeRow[];
  /** At ten bars. */
  readonly byYear: readonly OutcomeRow[];
  readonly byRegime: readonly OutcomeRow[];
  readonly bySector: readonly OutcomeRow[];
  readonly milliseconds: number;
}

const GROUP_HORIZON = 10;

/** What happened on and after a rule's matches, in what has arrived of the market. */
export function answerRule(
  market: LoadedMarket,
  rule: string,
  matches: RuleMatches,
  direction: 'long' | 'short',
): Omit<RuleAnswer, 'isPast' | 'milliseconds'> {
  const { sessions, symbols, header, first } = market;
  const perSession = new Int32Array(sessions.length);
  for (let m = 0; m < matches.count; m++) {
    perSession[symbols[matches.symbol[m]].sessionOfBar[matches.bar[m]]]++;
  }
  const session = ruleOnSession(market, matches, sessions[sessions.length - 1]);
  const years = Array.from(sessions, (time) => isoDate(time).slice(0, 4));
  const group = (grouping: Parameters<typeof outcomesAfter>[4]) =>
    outcomesAfter(market, matches, direction, GROUP_HORIZON, grouping);
  return {
    rule,
    key: matches.program.key,
    direction,
    from: isoDate(sessions[0]),
    to: isoDate(sessions[sessions.length - 1]),
    isComplete: market.isComplete,
    symbols: symbols.length,
    matches: matches.count,
    tonight: session.matching,
    session,
    time: sessions.slice(),
    perSession,
    byHorizon: HORIZONS.flatMap((horizon) =>
      outcomesAfter(market, matches, direction, horizon, () => String(horizon)),
    ),
    byYear: group((_, __, session) => years[session]).sort(byGroup),
    byRegime: group((_, __, session) => header.regimes[first + session]).sort(byGroup),
    bySector: group((symbol) => symbols[symbol].sector ?? 'unknown').sort(byGroup),
  };
}

function byGroup(a: OutcomeRow, b: OutcomeRow): number {
  return a.group < b.group ? -1 : 1;
}
