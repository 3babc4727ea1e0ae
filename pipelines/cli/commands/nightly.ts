import type { Command } from 'commander';
import { isoDate } from '../../../models/bars/index.js';
import { regimeWords } from '../../../models/ratings/index.js';
import { nightCacheWords, type NightlySummary, plannedStages, runNightly } from '../../run/index.js';
import { vendorWords } from '../../ingest/index.js';
import { compilePlan, nightlyScan } from '../../scan/index.js';
import { duration } from '../console.js';
import { expressionProblem } from '../expression-problem.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, MOST_WORKERS, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openSession, type Session } from '../session.js';
import { addSourceFlags, ingestOptions, type SourceFlags } from '../source-options.js';

export interface NightlyFlags extends CommonFlags, SourceFlags, CacheFlags {
  readonly asOf?: string;
  readonly workers?: string;
  readonly site?: boolean;
}

const TOP_RESULTS = 20;

const EXAMPLES = `
Examples:
  npx technic nightly
  npx technic nightly --source csv --path prices.csv.gz --sectors sectors.csv
  npx technic nightly --source parquet --path bars.parquet --actions actions.csv.gz --json`;

export function registerNightly(program: Command, signal: AbortSignal): void {
  const command = program
    .command('nightly')
    .description('Ingest prices, scan the universe, update the ledger, rebuild the site, publish.')
    .option('--as-of <date>', 'pretend that this is the last day')
    .option('--workers <n>', 'threads (default: one per processor)')
    .option('--no-site', 'leave the site out')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(addCacheFlags(command))).action(async (flags: NightlyFlags) => {
    const session = await openSession(flags, signal);
    const begun = performance.now();
    const summary = await nightly(session, flags);
    session.close();
    const total = (performance.now() - begun) / 1000;
    if (flags.json) printJson(nightlyDocument(summary, total));
    else printSummary(summary, total);
  });
}

/** Runs a night with the flags of the command line. */
export async function nightly(session: Session, flags: NightlyFlags): Promise<NightlySummary> {
  const source = ingestOptions(flags, session.config);
  // A typo in the config is found now, not after the ingest.
  const { plan } = nightlyScan(session.config.scans);
  expressionProblem(() => compilePlan(plan), plan.sources);
  const stages = await plannedStages(session.workspace);
  return runNightly({
    workspace: session.workspace,
    config: session.config,
    source,
    progress: session.progress(stages.filter(({ stage }) => stage !== 'site' || flags.site !== false)),
    signal: session.signal,
    asOf: toDate('--as-of', flags.asOf),
    workers: toCount('--workers', flags.workers, 1, MOST_WORKERS),
    withSite: flags.site,
    withoutCache: flags.cache === false,
    refreshCache: flags.refresh,
  });
}

/** The one document of a night. @param total seconds of the whole command. */
export function nightlyDocument(summary: NightlySummary, total: number) {
  const { ingest, outcome, stamp } = summary;
  const seconds = Object.fromEntries(summary.timings.map((timing) => [timing.stage, timing.seconds]));
  const score = outcome.numbers.get('score');
  return {
    run: stamp,
    ingest: {
      rowsRead: ingest.rowsRead,
      rowsAccepted: ingest.rowsAccepted,
      rowsRejected: ingest.rowsRejected,
      symbols: ingest.symbols,
      rejectionsByReason: ingest.rejectionsByReason,
      flagsByKind: ingest.flagsByKind,
      firstDate: ingest.firstDate,
      lastDate: ingest.lastDate,
      unchanged: ingest.unchanged,
      vendorCalls: summary.vendorCalls,
    },
    scan: {
      symbols: outcome.universe,
      scanned: outcome.scanned,
      failed: outcome.failures.length,
      matches: [...outcome.matches.values()].reduce((sum, matches) => sum + matches.length, 0),
      matchesByScan: Object.fromEntries(
        [...outcome.matches].map(([name, matches]) => [name, matches.length]),
      ),
      workers: outcome.workers,
    },
    cache: outcome.cache,
    cacheKinds: summary.cacheKinds,
    ledger: summary.ledger,
    record: outcome.records.map(({ horizon, ic }) => ({
      horizon,
      meanIc: ic.mean,
      standardError: ic.standardError,
      days: ic.n,
    })),
    seconds: { ...seconds, total, firstResult: summary.firstResultSeconds },
    results: outcome.ranking.slice(0, TOP_RESULTS).map((symbol, i) => ({
      symbol: outcome.market.symbols[symbol].symbol,
      rank: i + 1,
      score: score?.[symbol],
      date: isoDate(outcome.lastBar[symbol]),
    })),
    failures: outcome.failures,
    folder: summary.folder,
  };
}

/** What a night did and found, for people. @param total seconds of the whole command. */
export function printSummary(summary: NightlySummary, total: number): void {
  const { ingest, outcome, ledger, stamp } = summary;
  const { regime } = outcome.regimes;
  const rejected = Object.entries(ingest.rejectionsByReason).map(([reason, n]) => `${n} ${reason}`);
  const flagged = Object.entries(ingest.flagsByKind).map(([kind, n]) => `${n} ${kind}`);
  print(
    `run ${stamp.id}, as of ${stamp.asOf}, data ${stamp.dataHash.slice(0, 8)}, code ${stamp.codeVersion}`,
  );
  print(
    `source: ${stamp.source}${stamp.isSynthetic ? ' (synthetic: no market ever traded at these prices)' : ''}`,
  );
  print(
    `rows: ${ingest.rowsRead} read = ${ingest.rowsAccepted} accepted + ${ingest.rowsRejected} rejected` +
      (rejected.length > 0 ? ` (${rejected.join(', ')})` : ''),
  );
  if (summary.vendorCalls) print(vendorWords(summary.vendorCalls));
  if (flagged.length > 0) print(`flagged: ${flagged.join(', ')}`);
  print(
    `scan: ${outcome.scanned} of ${outcome.universe} symbols, ${outcome.failures.length} failed; ${regimeWords(regime[regime.length - 1] ?? 'unknown')}`,
  );
  for (const scan of outcome.plan.scans)
    print(`  ${scan.title}: ${outcome.matches.get(scan.name)?.length ?? 0}`);
  const revised =
    ledger.appeared + ledger.vanished > 0
      ? `; history changed: ${ledger.appeared} appeared, ${ledger.vanished} vanished`
      : '';
  print(`ledger: ${ledger.signals} new signals, ${ledger.outcomes} outcomes came due${revised}`);
  for (const { horizon, ic } of outcome.records) {
    print(
      ic.n === 0
        ? `score, ${horizon} bars ahead: no record, the history is too short or the symbols too few`
        : `score, ${horizon} bars ahead: mean rank IC ${ic.mean.toFixed(4)} ± ${ic.standardError.toFixed(4)} (${ic.n} days)`,
    );
  }
  print(nightCacheWords(outcome.cache, summary.cacheKinds));
  print(`done in ${duration(total)}: ${summary.folder}`);
}
