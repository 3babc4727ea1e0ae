import { askingDays, chanceOfAsking, recentRequests } from './asking-days.js';
import type { BacktestRequest } from './asked-backtest.js';
import type { Candidate, UnknownCost, WarmingReason } from './candidate.js';
import type { NearCut } from './near-cut.js';
import type { ReasonRecord } from './reason-record.js';
import { allRequests, type Requests } from './request-log.js';

/** Why symbols may be looked at next. */
export interface SymbolGrounds {
  readonly requests: Requests;
  /** The watch list of the config. */
  readonly watch: readonly string[];
  readonly nearCut: readonly NearCut[];
  /** Symbols that there are prices of. */
  readonly known: ReadonlySet<string>;
}

/** Whoever backtests so few symbols looks at each of them. */
const FEW_SYMBOLS = 5;

/**
 * The symbols that people looked at in the last four weeks, those of the watch list and those near the cut
 * of a scan: each once, for the reason that makes it likeliest. Seeing to one is to do `backtestsOf` it.
 */
export function symbolCandidates(
  { requests, watch, nearCut, known }: SymbolGrounds,
  {
    now,
    unknown,
    record,
    backtestsOf,
  }: {
    readonly now: number;
    readonly unknown: UnknownCost;
    readonly record: ReasonRecord;
    readonly backtestsOf: (symbol: string) => readonly BacktestRequest[];
  },
): Candidate[] {
  const observed = askingDays(recentRequests(allRequests(requests), now));
  const looks = looksBySymbol(requests, now);
  const daysOf = (symbol: string): number => askingDays(looks.get(symbol) ?? []);
  const grounds: { symbol: string; reason: WarmingReason; words: string }[] = [
    ...[...looks.keys()].map((symbol) => ({
      symbol,
      reason: 'asked' as const,
      words: `looked at on ${daysOf(symbol)} of ${observed} days`,
    })),
    ...watch.map((symbol) => ({ symbol, reason: 'watched' as const, words: 'on the watch list' })),
    ...nearCut.map(({ symbol, scan, rank }) => ({
      symbol,
      reason: 'ranked' as const,
      words: `rank ${rank} of ${scan}`,
    })),
  ];
  const found = new Map<string, Candidate>();
  for (const { symbol, reason, words } of grounds) {
    if (!known.has(symbol)) continue;
    const before = found.get(symbol);
    const daysAsked = daysOf(symbol);
    const probability = chanceOfAsking(daysAsked, observed, record(reason));
    const likeliest =
      before === undefined || probability > before.probability ? { reason, probability } : before;
    found.set(symbol, {
      id: `symbol ${symbol}`,
      name: `symbol ${symbol}`,
      question: { type: 'backtests', requests: backtestsOf(symbol) },
      reason: likeliest.reason,
      probability: likeliest.probability,
      words: before === undefined ? words : `${before.words}, ${words}`,
      daysAsked,
      costMs: unknown.ms,
      bytes: unknown.bytes,
    });
  }
  return [...found.values()];
}

function looksBySymbol(
  { symbols, backtests }: Requests,
  now: number,
): Map<string, { readonly at: number }[]> {
  const looks = [
    ...symbols,
    ...backtests.flatMap(({ at, backtest: { symbols: list } }) =>
      list === 'all' || list.length > FEW_SYMBOLS ? [] : list.map((symbol) => ({ at, symbol })),
    ),
  ];
  const found = new Map<string, { readonly at: number }[]>();
  for (const look of recentRequests(looks, now)) {
    found.set(look.symbol, [...(found.get(look.symbol) ?? []), look]);
  }
  return found;
}
