import { createMarketReader, type LoadedMarket, type MarketReader } from '../components/market-reader.js';
import { streamMarket } from '../components/market-stream.js';
import { tradeRule } from '../components/rule-account.js';
import { answerRule } from '../components/rule-answer.js';
import { findMatches, matchesOn, type RuleMatches } from '../components/rule-matches.js';
import type { FromRuleWorker, ToRuleWorker } from '../components/rule-protocol.js';
import { ExpressionError } from '../models/expressions/index.js';
import { isoDate } from '../models/bars/index.js';

type Question = Extract<ToRuleWorker, { type: 'ask' }>;

/** The rule answered last, with the market as it was then. */
interface Answered {
  readonly id: number;
  readonly market: LoadedMarket;
  readonly matches: RuleMatches;
}

const session: { market?: LoadedMarket; waiting?: Question; answered?: Answered } = {};

self.addEventListener('message', ({ data }: MessageEvent<ToRuleWorker>) => {
  if (data.type === 'open') void open(data.url);
  else if (data.type === 'day') sayDay(data.id, data.time);
  else {
    // Only the newest question is answered: those typed meanwhile wait in the same place.
    if (session.waiting === undefined) setTimeout(answerWaiting, 0);
    session.waiting = data;
  }
});

async function open(url: string): Promise<void> {
  try {
    let reader: MarketReader | undefined;
    await streamMarket(
      url,
      (header) => {
        reader = createMarketReader(header);
      },
      (chunk) => {
        reader?.add(chunk);
        session.market = reader?.market();
        announce();
      },
    );
  } catch (error) {
    say({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
}

function announce(): void {
  const { market } = session;
  if (!market) return;
  const { sessions, isComplete } = market;
  say({
    type: 'arrived',
    from: isoDate(sessions[0]),
    to: isoDate(sessions[sessions.length - 1]),
    isComplete,
  });
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
