import { accountOf, accountOfAll, findSymbol, type LabAccount, pooledAccount } from './lab-accounts.js';
import type { LabQuestion } from './lab-protocol.js';
import type { LoadedMarket } from './market-reader.js';
import type { SandboxAccount, SandboxPortfolio } from './sandbox-protocol.js';

/**
 * The symbols a strategy of the sandbox is to run on: the one chosen, or all in the order of the market.
 * @throws Error for an unknown symbol.
 */
export function sandboxSymbols(
  market: LoadedMarket,
  { scope, symbol }: Pick<LabQuestion, 'scope' | 'symbol'>,
): readonly LoadedMarket['symbols'][number][] {
  const chosen = findSymbol(market, symbol);
  return scope === 'one' ? [chosen] : market.symbols;
}

/**
 * What the sandbox handed back, as the account of its one symbol or the sum of them all.
 * @throws Error where a series is not as long as the symbol's bars: nothing from there is taken on trust.
 */
export function sandboxAccount(
  market: LoadedMarket,
  symbols: readonly string[],
  accounts: readonly SandboxAccount[],
): LabAccount {
  const own = symbols.map((symbol, k) => {
    const { bars } = findSymbol(market, symbol);
    const result = accounts[k];
    if (result?.equity?.length !== bars.time.length || result.position?.length !== bars.time.length)
      throw new Error(`the sandbox did not hand back an account of ${symbol}`);
    return { symbol, time: bars.time, bars, result };
  });
  if (own.length === 1) return accountOf(own[0].bars, own[0].result);
  return pooledAccount(own);
}

/**
 * What the sandbox handed back of all symbols in one account.
 * @throws Error where it is not an account over the sessions of the market.
 */
export function sandboxPortfolio(market: LoadedMarket, portfolio: SandboxPortfolio): LabAccount {
  const time = tradedSessions(market);
  for (const name of ['time', 'equity', 'longValue', 'shortValue'] as const) {
    if (portfolio[name]?.length !== time.length)
      throw new Error(`the sandbox did not hand back one account of all symbols: ${name} does not fit`);
  }
  return accountOfAll({ ...portfolio, time });
}

/** The sessions at which a symbol has a bar, as the simulator counts them. */
function tradedSessions({ sessions, symbols }: LoadedMarket): Float64Array {
  const isTraded = new Uint8Array(sessions.length);
  for (const { sessionOfBar } of symbols) for (const at of sessionOfBar) isTraded[at] = 1;
  return sessions.filter((_, at) => isTraded[at] === 1);
}
