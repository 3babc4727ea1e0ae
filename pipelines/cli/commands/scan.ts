import type { Command } from 'commander';
import { isoDate } from '../../../models/bars/index.js';
import type { Cache } from '../../cache/index.js';
import type { NamedScan } from '../../config/index.js';
import { Problem, unknownName } from '../../errors/index.js';
import { closeRunCache, newRunId, openRunCache, runStamp, sourceHash } from '../../run/index.js';
import { askedScan, cacheWords, compilePlan, runScan, type ScanOutcome } from '../../scan/index.js';
import { SHOWN_RESULTS } from '../../warm/index.js';
import { expressionProblem } from '../expression-problem.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, MOST_WORKERS, toCount, toDate } from '../flags.js';
import { type IngestCounts, ingestCounts } from '../ingest-counts.js';
import { print, printJson } from '../output.js';
import { rememberRequest } from '../remember-request.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { warnOfEnd, warnOfShortHistory } from '../scan-warnings.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatNumber, formatTable } from '../table.js';

interface ScanFlags extends CommonFlags, SourceFlags, CacheFlags {
  readonly where?: string;
  readonly rank?: string;
  readonly top?: string;
  readonly asOf?: string;
  readonly direction?: string;
  readonly workers?: string;
}

const EXAMPLES = `
Examples:
  npx technic scan                                  the best rated symbols tonight
  npx technic scan oversold_in_uptrend              a named scan of the config
  npx technic scan --where "rsi(14) < 30 and close > sma(close, 200)" --rank "-rsi(14)" --top 20
  npx technic scan --where "volume > 3 * sma(volume, 50)" --as-of 2016-02-11 --json
  npx technic scan --where "close > 1.05 * close[1]" --source csv --path prices.csv.gz`;

export function registerScan(program: Command, signal: AbortSignal): void {
  const command = program
    .command('scan [name]')
    .description('Scan the universe: a named scan, a condition, or the rating alone.')
    .option('--where <expression>', 'the condition a symbol must meet on the as-of session')
    .option('--rank <expression>', 'order of the matches, highest first (default: the score)')
    .option('--direction <side>', 'long or short: which way a match is meant to pay', 'long')
    .option('--top <n>', `how many results to show (default: ${SHOWN_RESULTS}; 0 for all)`)
    .option('--as-of <date>', 'look at the data as they stood on this date')
    .option('--workers <n>', 'threads (default: one per processor)')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(addCacheFlags(command))).action(
    (name: string | undefined, flags: ScanFlags) => scan(name, flags, signal),
  );
}

async function scan(name: string | undefined, flags: ScanFlags, signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  const session = await openSession(flags, signal);
  const chosen = chooseScan(name, flags, session.config.scans);
  const asOf = toDate('--as-of', flags.asOf);
  const top = toCount('--top', flags.top, 0) ?? SHOWN_RESULTS;
  const workers = toCount('--workers', flags.workers, 1, MOST_WORKERS) ?? session.config.workers;
  // Where the night cannot have found it out already, nothing more than needed is computed.
  const isKnowable = flags.source === undefined && asOf === undefined && flags.cache !== false;
  const { plan, withRecord } = askedScan(chosen, isKnowable ? session.config.scans : undefined);
  const program = expressionProblem(() => compilePlan(plan), plan.sources);

  const ingestBegun = performance.now();
  const database = await openDatabase(session, flags);
  const ingestSeconds = (performance.now() - ingestBegun) / 1000;
  const runId = newRunId(Date.now());
  let cache: Cache | undefined;
  const progress = session.progress([{ stage: 'scan', expectedSeconds: 2 }]);
  const warn = (message: string) => progress.note('warning', message);
  try {
    const { workspace, config } = session;
    if (flags.cache !== false) cache = await openRunCache({ workspace, config, runId, warn });
    const scanBegun = performance.now();
    progress.start('scan');
    const outcome = await runScan(database, plan, {
      asOf,
      workers,
      adjust: session.config.adjust,
      withRecord,
      cache: cache && { cache, codeHash: sourceHash(), refresh: flags.refresh },
      signal,
      onProgress: (done, total) => progress.advance(done, total, 'symbols'),
      onPartial: (symbols) => progress.firstResult(`${symbols.length} symbols scanned`),
    });
    progress.finish(outcome.scanned, 'symbols');
    session.close();
    const seconds = {
      ...(flags.source === undefined ? {} : { ingest: ingestSeconds }),
      scan: (performance.now() - scanBegun) / 1000,
      total: (performance.now() - begun) / 1000,
      firstResult: progress.firstResultSeconds,
    };
    const ingest = flags.source === undefined ? undefined : await ingestCounts(database);
    const stamp = runStamp({ runId, outcome });
    if (flags.json) printJson({ run: stamp, ingest, ...document(outcome, chosen, top), seconds });
    else printScan(outcome, chosen, top);
    const { ranking, matches, market } = outcome;
    const found = chosen === undefined ? ranking : (matches.get(chosen.name) ?? []);
    if (found.length === 0) warnOfShortHistory(program, chosen, market);
    if (asOf !== undefined) await warnOfEnd(database, asOf, market);
    if (ingest && ingest.rowsRejected > 0) warnOfRejections(ingest);
    if (flags.source === undefined && asOf === undefined) {
      const costMs = outcome.cache.computedSymbols > 0 ? seconds.scan * 1000 : null;
      rememberRequest(workspace, { at: Date.now(), scan: chosen ?? null, costMs });
    }
  } finally {
    if (cache !== undefined) await closeRunCache(cache, session.workspace, { warn });
    database.close();
  }
}

function chooseScan(
  name: string | undefined,
  flags: ScanFlags,
  scans: readonly NamedScan[],
): NamedScan | undefined {
  if (name !== undefined && flags.where !== undefined) {
    throw new Problem('usage', 'give the name of a scan or --where, not both');
  }
  const direction = flags.direction;
  if (direction !== 'long' && direction !== 'short') {
    throw new Problem('usage', `--direction is long or short, was "${direction}"`);
  }
  if (name !== undefined) {
    const named = scans.find((scan) => scan.name === name);
    if (named) return flags.rank === undefined ? named : { ...named, rank: flags.rank };
    throw unknownName(
      'scan',
      name,
      scans.map((scan) => scan.name),
      { place: 'in the config', more: 'a condition of your own goes into --where' },
    );
  }
  if (flags.where !== undefined) {
    return { name: 'where', title: flags.where, where: flags.where, rank: flags.rank, direction };
  }
  if (flags.rank !== undefined)
    return { name: 'where', title: 'all', where: 'true', rank: flags.rank, direction };
  return undefined;
}

interface ResultRow {
  readonly symbol: string;
  readonly rank: number;
  readonly score: number | null;
  readonly rankValue: number | null;
  readonly date: string;
  readonly close: number | null;
}

function resultRows(outcome: ScanOutcome, chosen: NamedScan | undefined, top: number): ResultRow[] {
  const score = outcome.numbers.get('score');
  const close = outcome.numbers.get('close');
  const matches = chosen
    ? (outcome.matches.get(chosen.name) ?? [])
    : outcome.ranking.map((symbol, i) => ({ symbol, rank: i + 1, rankValue: score?.[symbol] ?? Number.NaN }));
  return matches.slice(0, top === 0 ? undefined : top).map(({ symbol, rank, rankValue }) => ({
    symbol: outcome.market.symbols[symbol].symbol,
    rank,
    score: finite(score?.[symbol]),
    rankValue: finite(rankValue),
    date: isoDate(outcome.lastBar[symbol]),
    close: finite(close?.[symbol]),
  }));
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function document(outcome: ScanOutcome, chosen: NamedScan | undefined, top: number) {
  return {
    scan: {
      symbols: outcome.universe,
      scanned: outcome.scanned,
      failed: outcome.failures.length,
      matches: chosen ? (outcome.matches.get(chosen.name)?.length ?? 0) : outcome.ranking.length,
      workers: outcome.workers,
      ...(chosen ? { name: chosen.name, where: chosen.where, rank: chosen.rank ?? null } : {}),
    },
    cache: outcome.cache,
    results: resultRows(outcome, chosen, top),
    failures: outcome.failures,
  };
}

function warnOfRejections({ rowsRead, rowsRejected, rejectionsByReason }: IngestCounts): void {
  const reasons = Object.entries(rejectionsByReason).map(([reason, n]) => `${n} ${reason}`);
  process.stderr.write(
    `warning: ${rowsRejected} of ${rowsRead} rows were rejected (${reasons.join(', ')}); "npx technic ingest" lists them\n`,
  );
}

function printScan(outcome: ScanOutcome, chosen: NamedScan | undefined, top: number): void {
  const rows = resultRows(outcome, chosen, top);
  const count = chosen ? (outcome.matches.get(chosen.name)?.length ?? 0) : outcome.ranking.length;
  const what = chosen ? `match ${chosen.title}` : 'have a rating';
  print(
    `${isoDate(outcome.market.asOf)}  ${count} of ${outcome.universe} ${what}  (${outcome.market.ingest.label})`,
  );
  if (rows.length > 0) {
    print(
      formatTable(
        [
          { title: 'rank', align: 'right' },
          { title: 'symbol', align: 'left' },
          { title: 'close', align: 'right' },
          { title: 'score', align: 'right' },
          { title: chosen?.rank ?? 'score', align: 'right' },
        ],
        rows.map((row) => [
          String(row.rank),
          row.symbol,
          formatNumber(row.close, 2),
          formatNumber(row.score, 1),
          formatNumber(row.rankValue),
        ]),
      ),
    );
  }
  print(cacheWords(outcome.cache));
  if (rows.length < count) print(`… and ${count - rows.length} more (--top 0 for all)`);
  for (const { symbol, message } of outcome.failures)
    process.stderr.write(`warning: ${symbol} failed: ${message}\n`);
}
