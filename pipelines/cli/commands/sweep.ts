import { join } from 'node:path';
import type { Command } from 'commander';
import { loadInputs } from '../../backtest/index.js';
import { Problem, toProblem } from '../../errors/index.js';
import { type Study, storeSweep, type TriesDoubt, withResearch } from '../../research/index.js';
import { codeVersion, newRunId } from '../../run/index.js';
import {
  type Doubt,
  doubtSweep,
  keptBlocks,
  runModelSweep,
  runSweep,
  type SweepTable,
} from '../../search/index.js';
import { prepareWorkspace } from '../../workspace/index.js';
import { addCommonFlags, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { chooseCombinations, chooseSpace, resolvePoint } from '../search-options.js';
import { type CommonFlags, openDatabase, openSession, type Session } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import {
  accountSettings,
  addStrategyFlags,
  chooseStrategy,
  type StrategyFlags,
} from '../strategy-options.js';
import { cpcvGroups, type SpanFlags, walkForwardSpan } from '../span-options.js';
import { strategyDefinition } from '../strategy-file.js';
import { printSweep, sweepDocument } from '../sweep-report.js';

interface SweepFlags extends CommonFlags, SourceFlags, StrategyFlags, SpanFlags {
  readonly symbols?: string;
  readonly where?: string;
  readonly method?: string;
  readonly points?: string;
  readonly workers?: string;
  readonly start?: string;
  readonly end?: string;
  readonly top?: string;
  /** False after --no-store. */
  readonly store?: boolean;
}

const DEFAULT_POINTS = 100;
const DEFAULT_TOP = 10;

const EXAMPLES = `
Every combination is run on every symbol, each in an account of its own; what is doubted is the sum of the
accounts. The number of combinations tried counts against the best of them. A sweep is stored in the
workspace (research.duckdb): see npx technic backtest --list.

Examples:
  npx technic sweep sma-cross --param fast=5:50:5 --param slow=20:200:10 --where "fast < slow" --symbols all --walk-forward 3y/1y
  npx technic sweep donchian-breakout --method model --points 60 --cpcv 6,2 --symbols all
  npx technic sweep rsi-reversion --method latin --points 60 --symbols SYN001,SYN002 --json`;

export function registerSweep(program: Command, signal: AbortSignal): void {
  const command = program
    .command('sweep <strategy>')
    .description('Run a strategy with many parameters, on all cores, and doubt the best of them.')
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
    .option('--no-store', 'do not store the sweep, nor count its combinations as tries')
    .option('--top <n>', `combinations to print (default: ${DEFAULT_TOP})`)
    .addHelpText('after', EXAMPLES);
  addStrategyFlags(addSourceFlags(addCommonFlags(command))).action((name: string, flags: SweepFlags) =>
    sweep(name, flags, signal),
  );
}

async function sweep(name: string, flags: SweepFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const strategy = await chooseStrategy(name, {});
  if (strategy.account === 'portfolio' || /\.[mc]?[jt]s$/.test(name)) {
    throw new Problem(
      'usage',
      `${name} cannot be swept: only ready-made strategies that trade one symbol at a time can`,
    );
  }
  const { seed } = session.config;
  const space = chooseSpace(strategy, flags);
  const method = flags.method ?? 'grid';
  const count = toCount('--points', flags.points, 2) ?? DEFAULT_POINTS;
  const spans = { walkForward: walkForwardSpan(flags), cpcv: cpcvGroups(flags) };
  const given = method === 'model' ? undefined : chooseCombinations(strategy, space, { method, count, seed });
  const settings = accountSettings(flags, session.config);
  prepareWorkspace(session.workspace);
  const database = await openDatabase(session, flags);
  try {
    const loaded = await loadInputs(database, {
      symbols:
        flags.symbols === undefined || flags.symbols === 'all'
          ? 'all'
          : flags.symbols.split(',').map((symbol) => symbol.trim()),
      adjust: session.config.adjust,
      from: toDate('--start', flags.start),
      to: toDate('--end', flags.end),
    });
    const { ingest } = loaded.market;
    const first = Math.min(...loaded.inputs.map(({ bars }) => bars.time[0]));
    const sessions = loaded.market.sessions.filter((session) => session >= first);
    const run = {
      dataHash: ingest.dataHash,
      codeVersion: codeVersion(),
      source: ingest.label,
      isSynthetic: ingest.isSynthetic,
    };
    const progress = session.progress([{ stage: 'sweep', expectedSeconds: 10 }]);
    progress.start('sweep');
    const begun = performance.now();
    const setup = { strategy: { name: strategy.name }, settings, sessions };
    const options = {
      workers: toCount('--workers', flags.workers, 1),
      onProgress: (done: number, total: number) =>
        progress.advance(done, total, given ? 'blocks of symbols' : 'combinations'),
      signal,
    };
    const table = given
      ? await runSweep(
          loaded,
          { ...setup, combinations: given },
          {
            ...options,
            kept: keptBlocks(join(session.workspace.cache, 'sweeps'), {
              run,
              name,
              combinations: given,
              settings,
              symbols: loaded.symbols,
              from: flags.start,
            }),
          },
        )
      : await runModelSweep(
          loaded,
          setup,
          { space, count, seed, resolve: (point) => resolvePoint(strategy, point) },
          options,
        );
    const { combinations } = table;
    progress.finish(combinations.length * loaded.symbols.length, 'backtests');
    const doubt = doubtSweep(table, { seed, ...spans });
    session.close();
    const seconds = (performance.now() - begun) / 1000;
    const study: Study = {
      id: newRunId(Date.now()),
      kind: 'sweep',
      storedAt: Date.now(),
      strategy: strategy.name,
      title: strategy.title,
      definition: strategyDefinition(strategy, undefined),
      parameters: combinations,
      account: 'each',
      settings,
      symbols: loaded.symbols,
      adjust: session.config.adjust,
      time: sessions,
      market: ingest.label,
      isSynthetic: ingest.isSynthetic,
      dataHash: ingest.dataHash,
      codeVersion: run.codeVersion,
      seed,
    };
    const tries = flags.store === false ? undefined : await store(session, study, table, doubt);
    if (flags.json)
      printJson(
        sweepDocument(table, doubt, {
          run,
          strategy: strategy.name,
          symbols: loaded.symbols.length,
          seconds,
          stored: tries && { id: study.id, ...tries },
        }),
      );
    else {
      const top = toCount('--top', flags.top, 1) ?? DEFAULT_TOP;
      printSweep(table, doubt, strategy, loaded.symbols.length, top);
      if (tries) {
        print(
          `Stored as ${study.id}. Deflated for all ${tries.trials} tries on this market: ${(100 * tries.deflatedSharpe).toFixed(0)} % likely above the best that luck gives.`,
        );
      }
    }
  } finally {
    database.close();
  }
}

/** A result that cannot be stored is still a result: it is printed, with a warning. */
async function store(
  session: Session,
  study: Study,
  table: SweepTable,
  doubt: Doubt,
): Promise<TriesDoubt | undefined> {
  const { best, sharpe, sharpes, shape, deflated, overfitting, realityCheck, walkForward, cpcv } = doubt;
  try {
    return await withResearch(session.workspace, (research) =>
      storeSweep(research, study, {
        figures: table.figures,
        sharpes,
        best,
        ...shape,
        doubt: {
          bestParameters: table.combinations[best],
          sharpe,
          deflatedSharpe: deflated.dsr,
          probabilityOfOverfitting: overfitting,
          realityCheck,
          walkForward,
          cpcv,
        },
      }),
    );
  } catch (error) {
    const { message, suggestion } = toProblem(error);
    process.stderr.write(`warning: the sweep was not stored: ${message}\n  ${suggestion ?? ''}\n`);
    return undefined;
  }
}
