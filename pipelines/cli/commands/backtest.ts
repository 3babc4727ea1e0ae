import type { Command } from 'commander';
import { type Backtest, runBacktest } from '../../../models/strategies/index.js';
import {
  backtestUse,
  backtestWithCache,
  backtestWords,
  examine,
  examineWithCache,
  openInputs,
} from '../../backtest/index.js';
import { Problem, toProblem } from '../../errors/index.js';
import { type Study, storeBacktest, type TriesDoubt, withResearch } from '../../research/index.js';
import { codeVersion, newRunId, sourceHash, withRunCache } from '../../run/index.js';
import { strategyDefinition } from '../../strategy-files/index.js';
import { accountSettings, adjustmentFlag, compatibility, isOneAccount } from '../account-options.js';
import { chooseStrategy, parameterValues } from '../choose-strategy.js';
import { commandLine } from '../command-line.js';
import { compileForAccount } from '../compile-for-account.js';
import { backtestDocument } from '../backtest-document.js';
import { printBacktest } from '../backtest-text.js';
import { addExamineFlags, examineContext, type ExamineFlags, parseQuestions } from '../examine-options.js';
import { printExamination } from '../examination-text.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, toCount } from '../flags.js';
import { type InputFlags, inputOptions } from '../input-options.js';
import { print, printJson } from '../output.js';
import { rememberBacktest } from '../remember-request.js';
import { cacheOptions, type CommonFlags, openDatabase, openSession, type Session } from '../session.js';
import { addSourceFlags, type SourceFlags, toNumber } from '../source-options.js';
import { refuseLookAhead } from '../refuse-look-ahead.js';
import { sweptStrategy } from '../swept-strategy.js';
import { printStudies, printStudy } from '../stored-studies.js';
import { addStrategyFlags, type StrategyFlags } from '../strategy-options.js';
import { usageProblem } from '../usage-problem.js';

interface BacktestFlags
  extends CommonFlags,
    CacheFlags,
    SourceFlags,
    StrategyFlags,
    ExamineFlags,
    InputFlags {
  readonly equity?: boolean;
  readonly adjust?: string;
  readonly riskFree?: string;
  readonly trades?: string;
  /** False after --no-store. */
  readonly store?: boolean;
  readonly list?: boolean;
  readonly show?: string;
  /** True or false when said; undefined leaves it to the kind of strategy. */
  readonly lookAheadCheck?: boolean;
}

const EXAMPLES = `
Conditions are seen at a close and act at the next open; the order of events within a bar is on the Method page.
Each backtest is stored in the workspace (research.duckdb) with its stamp, and counts as a try on its market.
The same strategy on the same prices by the same code is read from the cache.

Examples:
  npx technic backtest --entry "crossover(sma(close,10), sma(close,30))" --exit "crossunder(sma(close,10), sma(close,30))" --symbols SYN001
  npx technic backtest sma-cross --param fast=10 slow=30 --symbols SYN001,SYN002 --commission-bps 10
  npx technic backtest sma-cross --by year,regime,sector --bootstrap --permute --monte-carlo 5000
  npx technic backtest --entry-limit "0.99 * close" --valid 1 --max-bars 5 --symbols SYN001 --json
  npx technic backtest --entry "rsi(2) < 10" --exit "rsi(2) > 60" --rank "-rsi(2)" --portfolio --size equity:0.1 --max-positions 10 --symbols all
  npx technic backtest --rebalance monthly --hold equal --units fractional --symbols SYN001,SYN002,SYN003
  npx technic backtest --hold top:10/10 --rank "return_126" --rebalance weekly --drift 0.05 --max-per-sector 3
  npx technic backtest strategies/my-idea.ts --symbols all
  npx technic backtest strategies/my-idea.ts --portfolio --size equity:0.1 --max-positions 10 --symbols all
  npx technic backtest --list`;

export function registerBacktest(program: Command, signal: AbortSignal): void {
  const command = program
    .command('backtest [strategy]')
    .description('Simulate a strategy: by name, from a TypeScript file, or from rules given here.')
    .option('--symbols <list>', 'symbols separated by commas, or all (default: all)')
    .option('--start <date>', 'first bar')
    .option('--end <date>', 'last bar')
    .option('--adjust <what>', 'adjust prices for: none, splits, all (default: the config)')
    .option('--risk-free <rate>', 'annual risk-free rate for the ratios, as 0.02 (default: 0)')
    .option('--equity', 'with --json: the equity of every bar')
    .option('--trades <n>', 'how many trades to print (default: 20)')
    .option(
      '--look-ahead-check',
      'rerun on changed futures, also for rules (always done for TypeScript files)',
    )
    .option('--no-look-ahead-check', 'trust a TypeScript file')
    .option('--no-store', 'do not store the result, nor count it as a try')
    .option('--list', 'the stored backtests and sweeps')
    .option('--show <id>', 'one of them: its stamp, figures, trades')
    .addHelpText('after', EXAMPLES);
  addExamineFlags(addStrategyFlags(addSourceFlags(addCommonFlags(addCacheFlags(command))))).action(
    async (name: string | undefined, flags: BacktestFlags) => {
      if (!flags.list && flags.show === undefined) return backtest(name, flags, signal);
      const { workspace } = await openSession(flags, signal);
      if (flags.show !== undefined) await printStudy(workspace, flags.show, flags.json ?? false);
      else await printStudies(workspace, flags.json ?? false);
    },
  );
}

async function backtest(name: string | undefined, flags: BacktestFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const questions = parseQuestions(flags, session.config.seed);
  const chosen = await chooseStrategy(name, flags);
  const settings = accountSettings(flags, session.config);
  const account = isOneAccount(chosen.strategy, flags) ? 'portfolio' : 'each';
  const compiled = compileForAccount(chosen, parameterValues(flags), settings, account);
  const { strategy } = compiled;
  const convention = compatibility(flags);
  const riskFreeRate = toNumber('--risk-free', flags.riskFree);
  const adjust = adjustmentFlag(flags.adjust) ?? session.config.adjust;
  const database = await openDatabase(session, flags);
  try {
    const asked = inputOptions(flags, adjust);
    const inputs = await openInputs(database, asked);
    const options = { account, settings, convention, riskFreeRate } as const;
    const identity = sweptStrategy(chosen);
    const question = { strategy: identity, parameters: compiled.parameters, options };
    const suspect = { strategy: identity, compiled: [compiled], settings, seed: session.config.seed };
    const isChecked = flags.lookAheadCheck ?? chosen.file !== undefined;
    const runBegun = performance.now();
    const run = async () => {
      const loaded = await inputs.load();
      return requireBars(usageProblem(() => runBacktest(compiled, loaded, options)));
    };
    const { checked, result, answers, use } = await withRunCache(
      cacheOptions(session, flags),
      async (cache) => {
        const backtestCache = cache && { cache, codeHash: sourceHash(), refresh: flags.refresh };
        const checked = isChecked ? await refuseLookAhead(suspect, inputs, backtestCache) : undefined;
        const known = await backtestWithCache(question, inputs, backtestCache, run);
        const { result, isKnown } = known;
        const context = examineContext(result, inputs.market, options);
        const examined = async () => {
          const whole = { ...(await inputs.load()), ...context };
          return usageProblem(() => examine(result, questions, whole));
        };
        const answers = await examineWithCache(known, questions, context, backtestCache, examined);
        const use = backtestUse(backtestCache, { symbols: inputs.symbols.length, isKnown });
        return { checked, result, answers, use };
      },
    );
    const ranMs = performance.now() - runBegun;
    session.close();
    const { ingest } = inputs.market;
    const stamp = {
      dataHash: ingest.dataHash,
      codeVersion: codeVersion(),
      source: ingest.label,
      isSynthetic: ingest.isSynthetic,
    };
    const study: Study = {
      id: newRunId(Date.now()),
      kind: 'backtest',
      storedAt: Date.now(),
      strategy: strategy.name,
      title: strategy.title,
      definition: strategyDefinition(strategy, chosen.file?.path),
      parameters: [compiled.parameters],
      account,
      settings,
      symbols: inputs.symbols,
      adjust,
      time: result.time,
      market: ingest.label,
      isSynthetic: ingest.isSynthetic,
      dataHash: ingest.dataHash,
      codeVersion: stamp.codeVersion,
      seed: session.config.seed,
      command: commandLine(process.argv.slice(2)),
    };
    const doubt = flags.store === false ? undefined : await store(session, study, result);
    if (flags.json) {
      printJson(
        backtestDocument(result, strategy, settings, stamp, {
          withEquity: flags.equity ?? false,
          ...answers,
          cache: use,
          lookAhead: checked,
          stored: doubt && { id: study.id, ...doubt },
        }),
      );
    } else {
      printBacktest(result, strategy, inputs.symbols, stamp.source, {
        shown: toCount('--trades', flags.trades, 0) ?? 20,
        intervals: answers.intervals,
      });
      printExamination(answers);
      if (checked) print(`Look-ahead: none found in ${checked.symbols.join(', ')}.`);
      if (doubt) printDoubt(study.id, doubt);
    }
    if (!flags.quiet) process.stderr.write(`${backtestWords(use)}\n`);
    if (flags.source === undefined && flags.start === undefined && flags.end === undefined) {
      const costMs = use.computedSymbols > 0 ? ranMs : null;
      rememberBacktest(session.workspace, { question, symbols: asked.symbols, adjust }, costMs);
    }
    for (const { symbol, message } of result.failures)
      process.stderr.write(`warning: ${symbol} failed: ${message}\n`);
  } finally {
    database.close();
  }
}

/** @throws Problem when not a single symbol could be run. */
function requireBars(result: Backtest): Backtest {
  if (result.time.length > 0) return result;
  const [{ symbol, message }] = result.failures;
  throw new Problem('usage', `no symbol could be run: ${symbol}: ${message}`);
}

/** A result that cannot be stored is still a result: it is printed, with a warning. */
async function store(session: Session, study: Study, result: Backtest): Promise<TriesDoubt | undefined> {
  try {
    return await withResearch(session.workspace, (research) => storeBacktest(research, study, result));
  } catch (error) {
    const { message, suggestion } = toProblem(error);
    process.stderr.write(`warning: the backtest was not stored: ${message}\n  ${suggestion ?? ''}\n`);
    return undefined;
  }
}

function printDoubt(id: string, { trials, expectedMaximumSharpe, deflatedSharpe }: TriesDoubt): void {
  const annual = (expectedMaximumSharpe * Math.sqrt(252)).toFixed(2);
  print(
    trials < 2 || Number.isNaN(deflatedSharpe)
      ? `Stored as ${id}: the first try on this market in this workspace.`
      : `Stored as ${id}: with ${trials} tries on this market the best has a Sharpe ratio of ${annual} by luck alone; this one is ${(100 * deflatedSharpe).toFixed(0)} % likely to be above that.`,
  );
}
