import { adjustBars, epochDay, isoDate, sliceBars } from '../models/bars/index.js';
import type { LoadedMarket, LoadedSymbol } from './market-reader.js';

/**
 * The market as it was known at the close of a session: every bar, level of the benchmark, regime, action and
 * session after it is gone, and prices are adjusted anew by the actions of then. What is computed from it is what
 * would have been computed from data that end on that day. Names, sectors and memberships are those of the run.
 *
 * @param time a session that has arrived; the last one gives the market itself.
 * @throws when no such session has arrived.
 */
export function marketAsOf(market: LoadedMarket, time: number): LoadedMarket {
  const { header, sessions, first, symbols } = market;
  const session = sessions.indexOf(time);
  if (session === -1) throw new Error(`marketAsOf: ${isoDate(time)} is no session that has arrived`);
  if (session === sessions.length - 1) return market;
  const known = first + session + 1;
  return {
    ...market,
    header: {
      ...header,
      asOf: isoDate(time),
      sessions: header.sessions.slice(0, known),
      benchmark: header.benchmark.slice(0, known),
      regimes: header.regimes.slice(0, known),
      symbols: header.symbols.map((record) => ({
        ...record,
        actions: record.actions.filter(([day]) => day <= epochDay(time)),
      })),
    },
    sessions: sessions.subarray(0, session + 1),
    symbols: symbols.flatMap((symbol) => cutSymbol(market, symbol, session)),
  };
}

/** Empty for a symbol without a bar by then. */
function cutSymbol(
  { header, sessions }: LoadedMarket,
  symbol: LoadedSymbol,
  session: number,
): LoadedSymbol[] {
  const { sessionOfBar } = symbol;
  let end = sessionOfBar.length;
  while (end > 0 && sessionOfBar[end - 1] > session) end--;
  if (end === 0) return [];
  const raw = sliceBars(symbol.raw, 0, end);
  const actions = symbol.actions.filter(({ exTime }) => exTime <= sessions[session]);
  return [
    {
      ...symbol,
      raw,
      actions,
      bars: adjustBars(raw, actions, header.adjust),
      benchmarkClose: symbol.benchmarkClose?.subarray(0, end),
      eligible: symbol.eligible?.subarray(0, end),
      sessionOfBar: sessionOfBar.subarray(0, end),
    },
  ];
}
