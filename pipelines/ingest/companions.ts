import { Problem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import type { PendingAction } from './actions/pending-action.js';
import { readActions } from './actions/read-actions.js';
import { columnActions } from './actions/column-actions.js';
import { benchmarkSymbol, isBenchmarkFile } from './benchmark-source.js';
import type { Intake } from './intake.js';
import type { Companions } from './market/write-market.js';
import type { IngestOptions } from './options.js';
import { readMembership } from './reference/membership.js';
import { readSymbolDetails } from './reference/symbol-details.js';
import type { Source } from './source.js';

/**
 * Collects what stands beside the prices: actions from columns, the vendor and a file (a file wins over the
 * other two), names and sectors, membership, the benchmark.
 * @param symbols those with bars.
 * @throws Problem when the benchmark is not among them.
 */
export async function readCompanions(
  database: Database,
  options: IngestOptions,
  source: Source,
  intake: Intake,
  symbols: readonly string[],
): Promise<Companions> {
  if (options.source === 'synthetic') {
    return { actions: intake.actions, details: intake.details, membership: [], benchmark: source.benchmark };
  }
  const stated = await columnActions(database, intake.symbols);
  const filed =
    options.actionsPath === undefined ? undefined : await readActions(options.actionsPath, new Set(symbols));
  const paths = [options.symbolsPath, options.sectorsPath].filter((path) => path !== undefined);
  const details = new Map([...intake.details, ...(await readSymbolDetails(paths, symbols))]);
  return {
    actions: wantedActions([filed, intake.actions, stated], options.adjusted ?? 'none'),
    details,
    membership:
      options.membershipPath === undefined ? [] : await readMembership(options.membershipPath, symbols),
    benchmark: presentBenchmark(options.benchmark, symbols),
  };
}

/** Actions of all lists, the earlier list first; without those that the prices reflect already. */
function wantedActions(
  lists: readonly (ReadonlyMap<string, readonly PendingAction[]> | undefined)[],
  adjusted: 'none' | 'splits' | 'all',
): Map<string, PendingAction[]> {
  const wanted = new Map<string, PendingAction[]>();
  if (adjusted === 'all') return wanted;
  for (const list of lists) {
    for (const [symbol, actions] of list ?? []) {
      const kept = actions.filter(
        ({ kind }) => adjusted === 'none' || (kind !== 'split' && kind !== 'ratio'),
      );
      wanted.set(symbol, [...(wanted.get(symbol) ?? []), ...kept]);
    }
  }
  return wanted;
}

function presentBenchmark(benchmark: string | undefined, symbols: readonly string[]): string | undefined {
  if (benchmark === undefined) return undefined;
  const symbol = isBenchmarkFile(benchmark) ? benchmarkSymbol(benchmark) : benchmark;
  if (symbols.includes(symbol)) return symbol;
  throw new Problem('input', `the benchmark ${symbol} has no bars in the data`, {
    suggestion: `Name a symbol of the data (such as ${symbols[0]}), or a file with its bars that covers the same days.`,
  });
}
