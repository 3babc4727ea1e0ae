import type { EarlierRun, ResultsSnapshot, TonightSnapshot } from '../../pipelines/site/snapshots/index.js';

/** Tonight as it looks against one earlier run: what entered, left and moved since then. */
export function compareRun(
  tonight: TonightSnapshot,
  results: ResultsSnapshot,
  earlier: EarlierRun,
): { readonly tonight: TonightSnapshot; readonly results: ResultsSnapshot } {
  const now = Object.entries(results.matches).map(
    ([scan, rows]) => [scan, new Set(rows.map((row) => results.symbols[row]))] as const,
  );
  const before = new Map(Object.entries(earlier.matches).map(([scan, symbols]) => [scan, new Set(symbols)]));
  const known = new Map(now);
  const difference = (
    from: Iterable<readonly [string, ReadonlySet<string>]>,
    other: ReadonlyMap<string, ReadonlySet<string>>,
  ) =>
    [...from].flatMap(([scan, symbols]) =>
      [...symbols]
        .filter((symbol) => !other.get(scan)?.has(symbol))
        .sort()
        .map((symbol) => ({ scan, symbol })),
    );
  return {
    tonight: {
      ...tonight,
      previous: earlier.run,
      entered: difference(now, before),
      left: difference(before, known),
    },
    results: { ...results, previousRanks: earlier.ranks },
  };
}
