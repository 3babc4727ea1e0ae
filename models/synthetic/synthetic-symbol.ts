import type { Action, Bars } from '../bars/index.js';
import type { Random } from '../random/index.js';
import { cents } from './cents.js';
import { garchPath } from './garch-path.js';
import { plantedDrift } from './planted-drift.js';

/** Log returns of what moves a stock besides itself, one per session. */
export interface Factors {
  readonly market: Float64Array;
  readonly sector: Float64Array;
}

const SESSIONS_PER_YEAR = 252;
const LATE_LISTING_SHARE = 0.08;
const DELISTING_SHARE = 0.08;
const JUMP_CHANCE = 0.004;
const JUMP_SIZE = 0.06;
const SPLIT_ABOVE = 250;
const MERGE_BELOW = 3;
const PAYER_SHARE = 0.4;
const DIVIDEND_EVERY = 63;
const DIVIDEND_YIELD = 0.005;
const SHORTEST_LIFE = 30;
/** Share of a session's return that happens before the open. */
const OVERNIGHT = 0.35;

/** One stock's life: bars as they would have been traded, and the actions that adjust them. */
export function syntheticSymbol(
  random: Random,
  sessions: Float64Array,
  factors: Factors,
  effect: number,
): { bars: Bars; actions: Action[] } {
  const { first, end, isTakeover } = lifeSpan(random, sessions.length);
  const n = end - first;
  const beta = 1 + 0.35 * random.normal();
  const annual = Math.exp(Math.log(0.18) + Math.log(2.5) * random.uniform());
  const deviation = annual / Math.sqrt(SESSIONS_PER_YEAR);
  const own = garchPath(random, n, { drift: 0, volatility: deviation, tails: 4.5 });
  const isPayer = random.uniform() < PAYER_SHARE;
  const usualVolume = Math.exp(12 + 1.6 * random.normal());
  const dividendPhase = random.integer(DIVIDEND_EVERY);

  const column = () => new Float64Array(n);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  const cumulative = new Float64Array(n + 1);
  const actions: Action[] = [];
  let price = cents(Math.exp(3.6 + 0.7 * random.normal()));
  let shares = 1;
  let volumeRatio = 1;
  let volumeMood = 0;
  for (let i = 0; i < n; i++) {
    const t = first + i;
    let ownReturn = own.returns[i] + deviation * plantedDrift(cumulative, i, deviation, volumeRatio, effect);
    if (random.uniform() < JUMP_CHANCE) ownReturn += JUMP_SIZE * random.normal();
    if (end < sessions.length && i === n - 1) ownReturn += isTakeover ? 0.25 : -0.6;
    cumulative[i + 1] = cumulative[i] + ownReturn;
    const change = beta * factors.market[t] + factors.sector[t] + ownReturn;

    if (i > 0) {
      const split = splitFactor(price, random);
      if (split !== 1) {
        actions.push({ exTime: sessions[t], kind: 'split', factor: split });
        price *= split;
        shares /= split;
      } else if (isPayer && t % DIVIDEND_EVERY === dividendPhase) {
        const cash = cents(price * DIVIDEND_YIELD);
        if (cash > 0) actions.push({ exTime: sessions[t], kind: 'dividend', factor: 1 - cash / price });
        price -= cash;
      }
    }
    const spread = own.deviation[i] + Math.abs(beta) * 0.006;
    open[i] = Math.max(0.01, cents(price * Math.exp(OVERNIGHT * change + 0.15 * spread * random.normal())));
    close[i] = Math.max(0.01, cents(price * Math.exp(change)));
    high[i] = cents(Math.max(open[i], close[i]) * Math.exp(0.45 * spread * Math.abs(random.normal())));
    low[i] = Math.max(
      0.01,
      cents(Math.min(open[i], close[i]) * Math.exp(-0.45 * spread * Math.abs(random.normal()))),
    );
    volumeMood = 0.8 * volumeMood + 0.2 * random.normal();
    volumeRatio = Math.exp(
      volumeMood + 0.5 * Math.log(own.deviation[i] / deviation) + 8 * (Math.abs(ownReturn) - deviation),
    );
    volume[i] = Math.max(100, Math.round(usualVolume * shares * volumeRatio));
    price = close[i];
  }
  const time = sessions.slice(first, end);
  return { bars: { time, open, high, low, close, volume, interval: '1d' }, actions };
}

function lifeSpan(random: Random, sessions: number): { first: number; end: number; isTakeover: boolean } {
  const [listing, leaving, kind] = [random.uniform(), random.uniform(), random.uniform()];
  const [listedAt, leftAt] = [random.uniform(), random.uniform()];
  const first = listing < LATE_LISTING_SHARE ? Math.floor(listedAt * 0.7 * sessions) : 0;
  const latest = first + SHORTEST_LIFE;
  const end =
    leaving < DELISTING_SHARE ? Math.floor(latest + leftAt * Math.max(0, sessions - latest)) : sessions;
  return { first, end: Math.min(sessions, end), isTakeover: kind < 0.5 };
}

/** Two or three for one when the price is high, one for ten when it is low; 1 for none. */
function splitFactor(price: number, random: Random): number {
  if (price > SPLIT_ABOVE) return random.uniform() < 0.7 ? 1 / 2 : 1 / 3;
  return price < MERGE_BELOW ? 10 : 1;
}
