import { join } from 'node:path';
import type { Command } from 'commander';

import { openInputs } from '../../backtest/index.js';
import type { Study } from '../../research/index.js';
import { codeVersion, newRunId, sourceHash, withRunCache } from '../../run/index.js';
import {
  doubtWithCache,
  keptSweep,
  runModelSweep,
  sweepUse,
  sweepWithCache,
  sweepWords,
} from '../../search/index.js';
import { strategyDefinition } from '../../strategy-files/index.js';
import { prepareWorkspace } from '../../workspace/index.js';
import { accountSettings, adjustmentFlag, compatibility, isOneAccount } from '../account-options.js';
import { chooseStrategy } from '../choose-strategy.js';
import { commandLine } from '../command-line.js';
import { compileForAccount } from '../compile-for-account.js';
import { refuseLookAhead } from '../refuse-look-ahead.js';
import { sampled, sweptStrategy } from '../swept-strategy.js';
import { recordSweep } from '../record-sweep.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, MOST_WORKERS, toCount } from '../flags.js';
import { type InputFlags, inputOptions } from '../input-options.js';
import { print, printJson } from '../output.js';
import { chooseCombinations, chooseSpace, resolvePoint } from '../search-options.js';
import { cacheOptions, type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags, toNumber } from '../source-options.js';
import { addStrategyFlags, type StrategyFlags } from '../strategy-options.js';
import { cpcvGroups, type SpanFlags, walkForwardSpan } from '../span-options.js';
import { printSweep, sweepDocument } from '../sweep-report.js';

interface SweepFlags extends CommonFlags, CacheFlags, SourceFlags, StrategyFlags, SpanFlags, InputFlags {
  readonly where?: string;
  readonly method?: string;
  readonly points?: string;
  readonly workers?: string;
  readonly adjust?: string;
  readonly riskFree?: string;
  readonly top?: string;
  /** False after --no-look-ahead-check. */
  readonly lookAheadCheck?: boolean;
  /** False after --no-store. */
  readonly store?: boolean;
}

const DEFAULT_POINTS = 100;
const DEFAULT_TOP = 10;

const EXAMPLES = `
Every combination is run on every symbol, each in an account of its own, or with --portfolio all of them in
one; what is doubted is the sum of the accounts. The number of combinations tried counts against the best of
them. Beside it stand, without being asked for: the deflated Sharpe ratio, the probability of backtest
overfitting, White's reality check and Hansen's SPA, and the combination on the highest plateau of the
stability map (with --json each combination's plateauSharpe and worstNeighbourSharpe); of one combination,
npx technic backtest --permute --monte-carlo --bootstrap. A sweep that is interrupted goes on where it was
when it is asked for again; a combination that was computed before, on the same prices by the same code, comes
from the cache. It is stored in the workspace (research.duckdb): see npx technic backtest --list.
A strategy's TypeScript file is checked for look-ahead first, at the first, middle and last combination.

Examples:
  npx technic sweep sma-cross --param fast=5:50:5 --param slow=20:200:10 --where "fast < slow" --symbols all --walk-forward 3y/1y
  npx technic sweep strategies/my-idea.ts --param period=20:100:20
  npx technic sweep --entry "rsi(n) < dip" --exit "rsi(n) > 60" --param n=2:6:2 dip=5:20:5 --symbols SYN001,SYN002
  npx technic sweep momentum-rotation --param lookback=126:252:63 positions=5:20:5 --max-per-sector 3 --rebalance quarterly
  npx technic sweep --hold top:10 --rank "close / close[n] - 1" --param n=21:252:21 --drift 0.05 --sector-cap 0.4
  npx technic sweep donchian-breakout --method model --points 60 --cpcv 6,2 --symbols all
  npx technic sweep rsi-reversion --method latin --points 60 --symbols SYN001,SYN002 --json`;

export function registerSweep(program: Command, signal: AbortSignal): void {
  const command = program
    .command('sweep [strategy]')
    .description(
      'Run a strategy (by name, from a TypeScript file, or rules given here) with many parameters, on all cores, and doubt the best of them.',
    )
    .option('--symbols <list>', 'symbols separated by commas, or all (default: all)')
    .option('--where <condition>', 'combinations to try: --where "fast < slow" (default: the strategy’s own)')
    .option('--method <method>', 'grid (default), random, latin, model (proposes from what worked so far)')
    .option('--points <n>', `random, latin, model: combinations to try (default: ${DEFAULT_POINTS})`)
    .option('--walk-forward <train/test>', 'years or sessions: --walk-forward 3y/1y, --walk-forward 500/125')
    .option('--cpcv <groups,test>', 'combinatorial purged cross-validation of the choice: --cpcv 6,2')
    .option('--anchored', 'walk forward from the first session on, instead of rolling')
    .option('--workers <n>', 'threads (default: one per processor)')
    .option('--start <date>', 'first bar')
    .option('--end <date>', 'last bar')
    .option('--adjust <what>', 'adjust prices for: none, splits, all (default: the config)')
    .option('--risk-free <rate>', 'annual risk-free rate for the figures, as 0.02 (default: 0)')
    .option('--no-look-ahead-check', 'trust a TypeScript file')
    .option('--no-store', 'do not store the sweep, nor count its combinations as tries')
    .option('--top <n>', `combinations to print (default: ${DEFAULT_TOP})`)
    .addHelpText('after', EXAMPLES);
  addStrategyFlags(addSourceFlags(addCommonFlags(addCacheFlags(command)))).action(
    (name: string | undefined, flags: SweepFlags) => sweep(name, flags, signal),
  );
}

async function sweep(name: string | undefined, flags: SweepFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const chosen = await chooseStrategy(name, flags);
  const { strategy } = chosen;
  const { seed } = session.config;
  const space = chooseSpace(strategy, flags);
  const method = flags.method ?? 'grid';
  const count = toCount('--points', flags.points, 2) ?? DEFAULT_POINTS;
  const spans = { walkForward: walkForwardSpan(flags), cpcv: cpcvGroups(flags) };
  const given = method === 'model' ? undefined : chooseCombinations(strategy, space, { method, count, seed });
  const settings = accountSettings(flags, session.config);
  const account = isOneAccount(strategy, flags) ? 'portfolio' : 'each';
  const samples = given ? sampled(given) : [resolvePoint(strategy, {})];
  const compiled = samples.map((parameters) => compileForAccount(chosen, parameters, settings, account));
  const figures = {
    convention: compatibility(flags),
    riskFreeRate: toNumber('--risk-free', flags.riskFree) ?? 0,
  };
  const adjust = adjustmentFlag(flags.adjust) ?? session.config.adjust;
  const top = toCount('--top', flags.top, 1) ?? DEFAULT_TOP;
  const workers = toCount('--workers', flags.workers, 1, MOST_WORKERS);
  prepareWorkspace(session.workspace);
  const database = await openDatabase(session, flags);
  try {
    const inputs = await openInputs(database, inputOptions(flags, adjust));
    const { ingest, sessions: all } = inputs.market;
    const sessions = all.filter((session) => session >= inputs.firstTime);
    const run = {
      dataHash: ingest.dataHash,
      codeVersion: codeVersion(),
      source: ingest.label,
      isSynthetic: ingest.isSynthetic,
    };
    const progress = session.progress([{ stage: 'sweep', expectedSeconds: 10 }]);
    progress.start('sweep');
    const begun = performance.now();
    const swept = sweptStrategy(chosen);
    const benchmark = account === 'portfolio' ? inputs.market.benchmark : undefined;
    const setup = { strategy: swept, settings, sessions, account, figures, benchmark } as const;
    const options = {
      workers,
      onProgress: (done: number, total: number) =>
        progress.advance(done, total, given ? 'blocks of work' : 'combinations'),
      signal,
    };
    const kept = keptSweep(join(session.workspace.cache, 'sweeps'), {
      run,
      swept,
      combinations: given ?? { space, count, seed },
      settings,
      account,
      figures,
      adjust,
      symbols: inputs.symbols,
      from: flags.start,
      to: flags.end,
      where: flags.where,
    });
    const isChecked = chosen.file !== undefined && flags.lookAheadCheck !== false;
    const { lookAhead, table, doubt, use } = await withRunCache(
      cacheOptions(session, flags, (message) => progress.note('warning', message)),
      async (cache) => {
        const sweepCache = cache && { cache, codeHash: sourceHash(), refresh: flags.refresh };
        const suspect = { strategy: swept, compiled, settings, seed };
        const lookAhead = isChecked ? await refuseLookAhead(suspect, inputs, sweepCache) : undefined;
        const table = given
          ? await sweepWithCache(inputs, { ...setup, combinations: given }, { ...options, kept }, sweepCache)
          : await runModelSweep(
              inputs,
              setup,
              { space, count, seed, resolve: (point) => resolvePoint(strategy, point) },
              { ...options, kept },
              sweepCache,
            );
        const symbols = inputs.symbols.length;
        const computed = table.combinations.length - table.known;
        progress.finish(computed * (account === 'each' ? symbols : 1), 'backtests');
        const doubt = await doubtWithCache(table, { seed, ...spans }, sweepCache);
        const done = { combinations: table.combinations.length, known: table.known, symbols };
        return { lookAhead, table, doubt, use: sweepUse(sweepCache, done) };
      },
    );
    const { combinations } = table;
    session.close();
    const seconds = (performance.now() - begun) / 1000;
    const study: Study = {
      id: newRunId(Date.now()),
      kind: 'sweep',
      storedAt: Date.now(),
      strategy: strategy.name,
      title: strategy.title,
      definition: strategyDefinition(strategy, chosen.file?.path),
      parameters: combinations,
      account,
      settings,
      symbols: inputs.symbols,
      adjust,
      time: sessions,
      market: ingest.label,
      isSynthetic: ingest.isSynthetic,
      dataHash: ingest.dataHash,
      codeVersion: run.codeVersion,
      seed,
      command: commandLine(process.argv.slice(2)),
    };
    const tries =
      flags.store === false ? undefined : await recordSweep(session.workspace, study, table, doubt);
    if (flags.json)
      printJson(
        sweepDocument(table, doubt, {
          run,
          strategy: strategy.name,
          account,
          symbols: inputs.symbols.length,
          cache: use,
          seconds,
          lookAhead,
          stored: tries && { id: study.id, ...tries },
        }),
      );
    else {
      printSweep(table, doubt, strategy, { symbols: inputs.symbols.length, account, top });
      if (lookAhead) print(`Look-ahead: none found in ${lookAhead.symbols.join(', ')}.`);
      if (tries) {
        print(
          Number.isNaN(tries.deflatedSharpe)
            ? `Stored as ${study.id}, with ${tries.trials} tries on this market.`
            : `Stored as ${study.id}. Deflated for all ${tries.trials} tries on this market: ${(100 * tries.deflatedSharpe).toFixed(0)} % likely above the best that luck gives.`,
        );
      }
    }
    if (!flags.quiet) process.stderr.write(`${sweepWords(use)}\n`);
    for (const { symbol, message } of table.failures)
      process.stderr.write(`warning: ${symbol} failed: ${message}\n`);
  } finally {
    database.close();
  }
}
