import type { Action, Bars } from '../bars/index.js';
import { createRandom, type Random } from '../random/index.js';
import { cents } from './cents.js';
import { garchPath } from './garch-path.js';
import { SYNTHETIC_SECTORS } from './sectors.js';
import { syntheticSymbol } from './synthetic-symbol.js';

export interface SyntheticOptions {
  /** Same seed, same market. */
  readonly seed: number;
  /** Stocks, besides the benchmark. */
  readonly symbols: number;
  /** Sessions on which the market trades, UTC midnights, ascending. */
  readonly sessions: Float64Array;
  /** Size of the planted effect; 0 switches it off. */
  readonly effect: number;
}

/** One made-up stock, or the made-up index. */
export interface SyntheticSymbol {
  readonly symbol: string;
  readonly name: string;
  readonly sector: string | undefined;
  readonly bars: Bars;
  readonly actions: readonly Action[];
}

/** Name of the index that every stock is exposed to. */
export const SYNTHETIC_BENCHMARK = 'BENCH';

const SESSIONS_PER_YEAR = 252;
const MARKET = { drift: 0.06 / SESSIONS_PER_YEAR, volatility: 0.15 / Math.sqrt(SESSIONS_PER_YEAR), tails: 5 };
const SECTOR = { drift: 0, volatility: 0.08 / Math.sqrt(SESSIONS_PER_YEAR), tails: 6 };
const INDEX_START = 1000;

/**
 * A market that never was, to develop and test on: one factor for the market, one for each of eleven
 * sectors, and for each stock noise of its own, with volatility that clusters (GARCH(1,1), Bollerslev
 * 1986), fat tails (Student's t), jumps, volume that follows volatility, splits, dividends, listings and
 * delistings. Prices are whole cents.
 *
 * The planted effect (see `plantedDrift`): a stock that fell against its factors over five sessions tends
 * to recover a little, more so when volume was low, and a stock that rose over the past year, its last
 * month left out, tends to go on. With `effect` 0 nothing in the past says anything about the future.
 */
export function syntheticMarket(options: SyntheticOptions): SyntheticSymbol[] {
  const { sessions, symbols, effect } = options;
  const random = createRandom(options.seed);
  const n = sessions.length;
  const market = garchPath(random.stream('market'), n, MARKET);
  const sectors = SYNTHETIC_SECTORS.map((name) => garchPath(random.stream(`sector ${name}`), n, SECTOR));
  const width = Math.max(3, String(symbols).length);
  const stocks = Array.from({ length: symbols }, (_, k) => {
    const sector = k % SYNTHETIC_SECTORS.length;
    const own = random.stream(`stock ${k}`);
    const factors = { market: market.returns, sector: sectors[sector].returns };
    const number = String(k + 1).padStart(width, '0');
    return {
      symbol: `SYN${number}`,
      name: `Synthetic ${SYNTHETIC_SECTORS[sector]} ${number}`,
      sector: SYNTHETIC_SECTORS[sector],
      ...syntheticSymbol(own, sessions, factors, effect),
    };
  });
  return [benchmark(random.stream('benchmark'), sessions, market.returns), ...stocks];
}

function benchmark(random: Random, sessions: Float64Array, returns: Float64Array): SyntheticSymbol {
  const n = sessions.length;
  const column = () => new Float64Array(n);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  let before = INDEX_START;
  for (let i = 0; i < n; i++) {
    close[i] = cents(before * Math.exp(returns[i]));
    open[i] = cents(before * Math.exp(0.3 * returns[i]));
    const reach = 0.4 * MARKET.volatility * Math.abs(random.normal());
    high[i] = cents(Math.max(open[i], close[i]) * Math.exp(reach));
    low[i] = cents(
      Math.min(open[i], close[i]) * Math.exp(-0.4 * MARKET.volatility * Math.abs(random.normal())),
    );
    volume[i] = Math.round(1e9 * Math.exp(0.2 * random.normal() + 10 * Math.abs(returns[i])));
    before = close[i];
  }
  const bars: Bars = { time: sessions, open, high, low, close, volume, interval: '1d' };
  return {
    symbol: SYNTHETIC_BENCHMARK,
    name: 'Synthetic market index',
    sector: undefined,
    bars,
    actions: [],
  };
}
