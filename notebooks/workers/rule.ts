import { receiveMarket } from '../components/market-arrival.js';
import type { LoadedMarket } from '../components/market-reader.js';
import { tradeRule } from '../components/rule-account.js';
import { answerRule } from '../components/rule-answer.js';
import { findMatches, type RuleMatches } from '../components/rule-matches.js';
import type { FromRuleWorker, ToRuleWorker } from '../components/rule-protocol.js';
import { ruleOnSession } from '../components/rule-session.js';
import { whyNot } from '../components/rule-why.js';
import { rankAsOf } from '../components/scan-as-of.js';
import { ExpressionError } from '../models/expressions/index.js';

/** Trading begins when the answer has stood for so long: it holds up whatever is asked meanwhile. */
const TRADE_PAUSE_MS = 80;

type Message<T extends ToRuleWorker['type']> = Extract<ToRuleWorker, { type: T }>;
type Question = Message<'ask'>;

/** The rule answered last, with the market as it was then. */
interface Answered {
  readonly id: number;
  readonly market: LoadedMarket;
  readonly matches: RuleMatches;
}

const session: {
  market?: LoadedMarket;
  waiting?: Question;
  answered?: Answered;
  ranking?: number;
  trading?: ReturnType<typeof setTimeout>;
} = {};

self.addEventListener('message', ({ data }: MessageEvent<ToRuleWorker>) => {
  if (data.type === 'open') void receiveMarket(data.url, keepMarket, say);
  else if (data.type === 'day') sayDay(data);
  else if (data.type === 'rank') rank(data);
  else if (data.type === 'why') sayWhy(data);
  else if (data.type === 'typing') clearTimeout(session.trading);
  else {
    clearTimeout(session.trading);
    // Only the newest question is answered: those typed meanwhile wait in the same place.
    if (session.waiting === undefined) setTimeout(answerWaiting, 0);
    session.waiting = data;
  }
});

function keepMarket(market: LoadedMarket): void {
  session.market = market;
  const { sessions, symbols, isComplete } = market;
  const names = symbols.map(({ symbol }) => symbol);
  say({ type: 'market', sessions: sessions.slice(), symbols: names, isComplete });
}

function answerWaiting(): void {
  const { market, waiting } = session;
  session.waiting = undefined;
  if (!market || !waiting) return;
  const { id, rule, direction } = waiting;
  try {
    const start = performance.now();
    const matches = findMatches(market, rule);
    session.answered = { id, market, matches };
    const answer = answerRule(market, rule, matches, direction);
    say({ type: 'answer', id, answer: { ...answer, milliseconds: performance.now() - start } });
    // Trading takes longest, 0.1 s to 0.5 s in one piece: a key pressed before it begins makes it pointless.
    session.trading = setTimeout(() => {
      say({ type: 'account', id, account: tradeRule(market, matches, direction) });
    }, TRADE_PAUSE_MS);
  } catch (error) {
    const place = error instanceof ExpressionError ? { start: error.start, end: error.end } : {};
    say({ type: 'fault', id, message: error instanceof Error ? error.message : String(error), ...place });
  }
}

function sayDay({ id, time }: Message<'day'>): void {
  const { answered } = session;
  if (answered?.id !== id) return;
  say({ type: 'day', id, session: ruleOnSession(answered.market, answered.matches, time) });
}

/** A slice of the work at a time: a key pressed meanwhile is answered in between, a later day ends it. */
function rank({ id, time, scans }: Message<'rank'>): void {
  const { market } = session;
  if (!market) return;
  session.ranking = id;
  const start = performance.now();
  const work = rankAsOf(market, time, scans);
  const goOn = () => {
    if (session.ranking !== id) return;
    try {
      const step = work.next();
      if (step.done) {
        say({ type: 'ranked', id, day: step.value, milliseconds: performance.now() - start });
      } else {
        say({ type: 'ranking', id, done: step.value });
        setTimeout(goOn, 0);
      }
    } catch (error) {
      say({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
    }
  };
  goOn();
}

function sayWhy({ id, rule, symbol, time }: Message<'why'>): void {
  if (!session.market) return;
  try {
    say({ type: 'why', id, answer: whyNot(session.market, rule, symbol, time) });
  } catch (error) {
    // The rule box says what is wrong with a rule that is being typed.
    if (!(error instanceof ExpressionError)) throw error;
  }
}

function say(message: FromRuleWorker): void {
  self.postMessage(message, { transfer: [] });
}
