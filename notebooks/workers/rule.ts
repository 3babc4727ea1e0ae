import { receiveMarket } from '../components/market-arrival.js';
import { marketAsOf } from '../components/market-as-of.js';
import type { LoadedMarket } from '../components/market-reader.js';
import { tradeRule } from '../components/rule-account.js';
import { answerRule } from '../components/rule-answer.js';
import { findMatches } from '../components/rule-matches.js';
import type { FromRuleWorker, ToRuleWorker } from '../components/rule-protocol.js';
import { whyNot } from '../components/rule-why.js';
import { rankAsOf } from '../components/scan-as-of.js';
import { ExpressionError } from '../models/expressions/index.js';

/** Trading begins when the answer has stood for so long: it holds up whatever is asked meanwhile. */
const TRADE_PAUSE_MS = 80;

type Message<T extends ToRuleWorker['type']> = Extract<ToRuleWorker, { type: T }>;
type Question = Message<'ask'>;

const session: {
  market?: LoadedMarket;
  /** The market of a past session, kept while questions are of the same one. */
  past?: { readonly of: LoadedMarket; readonly time: number; readonly market: LoadedMarket };
  waiting?: Question;
  ranking?: number;
  trading?: ReturnType<typeof setTimeout>;
} = {};

self.addEventListener('message', ({ data }: MessageEvent<ToRuleWorker>) => {
  if (data.type === 'open') void receiveMarket(data.url, keepMarket, say);
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
  session.past = undefined;
  const { sessions, isComplete } = market;
  say({ type: 'market', sessions: sessions.slice(), isComplete });
}

/** What was known at the close of a session; undefined is the last one. */
function knownAt(of: LoadedMarket, time: number | undefined): LoadedMarket {
  if (time === undefined) return of;
  const { past } = session;
  if (past?.of === of && past.time === time) return past.market;
  const market = marketAsOf(of, time);
  session.past = { of, time, market };
  return market;
}

function answerWaiting(): void {
  const { waiting } = session;
  session.waiting = undefined;
  if (!session.market || !waiting) return;
  const { id, rule, direction, until } = waiting;
  try {
    const start = performance.now();
    const market = knownAt(session.market, until);
    const isPast = market !== session.market;
    const matches = findMatches(market, rule);
    const answer = answerRule(market, rule, matches, direction);
    say({ type: 'answer', id, answer: { ...answer, isPast, milliseconds: performance.now() - start } });
    // Trading takes longest, 0.1 s to 0.5 s in one piece: a key pressed before it begins makes it pointless.
    session.trading = setTimeout(() => {
      say({ type: 'account', id, account: tradeRule(market, matches, direction) });
    }, TRADE_PAUSE_MS);
  } catch (error) {
    const place = error instanceof ExpressionError ? { start: error.start, end: error.end } : {};
    say({ type: 'fault', id, message: error instanceof Error ? error.message : String(error), ...place });
  }
}

/** A slice of the work at a time: a key pressed meanwhile is answered in between, a later day ends it. */
function rank({ id, time, scans }: Message<'rank'>): void {
  const { market } = session;
  if (!market) return;
  session.ranking = id;
  const start = performance.now();
  const work = rankAsOf(knownAt(market, time), time, scans);
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
    say({ type: 'why', id, answer: whyNot(knownAt(session.market, time), rule, symbol, time) });
  } catch (error) {
    // The rule box says what is wrong with a rule that is being typed.
    if (!(error instanceof ExpressionError)) throw error;
  }
}

function say(message: FromRuleWorker): void {
  self.postMessage(message, { transfer: [] });
}
