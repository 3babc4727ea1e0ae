import { receiveMarket } from '../components/market-arrival.js';
import type { LoadedMarket } from '../components/market-reader.js';
import { tradeRule } from '../components/rule-account.js';
import { answerRule } from '../components/rule-answer.js';
import { findMatches, matchesOn, type RuleMatches } from '../components/rule-matches.js';
import type { FromRuleWorker, ToRuleWorker } from '../components/rule-protocol.js';
import { ExpressionError } from '../models/expressions/index.js';

type Question = Extract<ToRuleWorker, { type: 'ask' }>;

/** The rule answered last, with the market as it was then. */
interface Answered {
  readonly id: number;
  readonly market: LoadedMarket;
  readonly matches: RuleMatches;
}

const session: { market?: LoadedMarket; waiting?: Question; answered?: Answered } = {};

self.addEventListener('message', ({ data }: MessageEvent<ToRuleWorker>) => {
  if (data.type === 'open') void receiveMarket(data.url, keepMarket, say);
  else if (data.type === 'day') sayDay(data.id, data.time);
  else {
    // Only the newest question is answered: those typed meanwhile wait in the same place.
    if (session.waiting === undefined) setTimeout(answerWaiting, 0);
    session.waiting = data;
  }
});

function keepMarket(market: LoadedMarket): void {
  session.market = market;
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
    setTimeout(() => {
      // Trading takes longest: a key pressed meanwhile makes it pointless.
      if (session.waiting !== undefined) return;
      say({ type: 'account', id, account: tradeRule(market, matches, direction) });
    }, 0);
  } catch (error) {
    const place = error instanceof ExpressionError ? { start: error.start, end: error.end } : {};
    say({ type: 'fault', id, message: error instanceof Error ? error.message : String(error), ...place });
  }
}

function sayDay(id: number, time: number): void {
  const { answered } = session;
  if (answered?.id !== id) return;
  say({ type: 'day', id, time, symbols: matchesOn(answered.market, answered.matches, time) });
}

function say(message: FromRuleWorker): void {
  self.postMessage(message, { transfer: [] });
}
