import { join } from 'node:path';
import type { Command } from 'commander';
import { createRandom } from '../../../models/random/index.js';
import {
  gridPoints,
  latinHypercube,
  randomPoints,
  type SearchParameter,
  type SearchSpace,
} from '../../../models/search/index.js';
import { FIGURES } from '../../../models/statistics/index.js';
import {
  admitsParameters,
  type ParameterValues,
  resolveParameters,
  type Strategy,
} from '../../../models/strategies/index.js';
import { loadInputs } from '../../backtest/index.js';
import { Problem } from '../../errors/index.js';
import { codeVersion } from '../../run/index.js';
import { type Doubt, doubtSweep, keptBlocks, runSweep, type SweepTable } from '../../search/index.js';
import { prepareWorkspace } from '../../workspace/index.js';
import { expressionProblem } from '../expression-problem.js';
import { addCommonFlags, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import {
  accountSettings,
  addStrategyFlags,
  chooseStrategy,
  type StrategyFlags,
} from '../strategy-options.js';
import { formatNumber, formatTable } from '../table.js';

interface SweepFlags extends CommonFlags, SourceFlags, StrategyFlags {
  readonly symbols?: string;
  readonly where?: string;
  readonly method?: string;
  readonly points?: string;
  readonly walkForward?: string;
  readonly anchored?: boolean;
  readonly workers?: string;
  readonly start?: string;
  readonly end?: string;
  readonly top?: string;
}

const SESSIONS_PER_YEAR = 252;
const DEFAULT_POINTS = 100;
const DEFAULT_TOP = 10;

const EXAMPLES = `
Every combination is run on every symbol, each in an account of its own; what is doubted is the sum of the
accounts. The number of combinations tried counts against the best of them.

Examples:
  npx technic sweep sma-cross --param fast=5:50:5 --param slow=20:200:10 --where "fast < slow" --symbols all --walk-forward 3y/1y
  npx technic sweep rsi-reversion --method latin --points 60 --symbols SYN001,SYN002 --json`;

export function registerSweep(program: Command, signal: AbortSignal): void {
  const command = program
    .command('sweep <strategy>')
    .description('Run a strategy with many parameters, on all cores, and doubt the best of them.')
    .option('--symbols <list>', 'symbols separated by commas, or all (default: all)')
    .option('--where <condition>', 'combinations to try: --where "fast < slow" (default: the strategy’s own)')
    .option('--method <method>', 'grid (default), random, latin')
    .option('--points <n>', `random, latin: combinations to try (default: ${DEFAULT_POINTS})`)
    .option('--walk-forward <train/test>', 'years or sessions: --walk-forward 3y/1y, --walk-forward 500/125')
    .option('--anchored', 'walk forward from the first session on, instead of rolling')
    .option('--workers <n>', 'threads (default: one per processor)')
    .option('--start <date>', 'first bar')
    .option('--end <date>', 'last bar')
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
  const combinations = chooseCombinations(strategy, flags, session.config.seed);
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
    const { ingest, sessions } = loaded.market;
    const run = {
      dataHash: ingest.dataHash,
      codeVersion: codeVersion(),
      source: ingest.label,
      isSynthetic: ingest.isSynthetic,
    };
    const progress = session.progress([{ stage: 'sweep', expectedSeconds: 10 }]);
    progress.start('sweep');
    const begun = performance.now();
    const table = await runSweep(
      loaded,
      { strategy: { name: strategy.name }, combinations, settings, sessions },
      {
        workers: toCount('--workers', flags.workers, 1),
        kept: keptBlocks(join(session.workspace.cache, 'sweeps'), {
          run,
          name,
          combinations,
          settings,
          symbols: loaded.symbols,
          from: flags.start,
        }),
        onProgress: (done, total) => progress.advance(done, total, 'blocks of symbols'),
        signal,
      },
    );
    progress.finish(combinations.length * loaded.symbols.length, 'backtests');
    const doubt = doubtSweep(table, { seed: session.config.seed, walkForward: walkForwardSpan(flags) });
    session.close();
    const seconds = (performance.now() - begun) / 1000;
    if (flags.json)
      printJson(
        document(table, doubt, { run, strategy: strategy.name, symbols: loaded.symbols.length, seconds }),
      );
    else
      printSweep(
        table,
        doubt,
        strategy,
        loaded.symbols.length,
        toCount('--top', flags.top, 1) ?? DEFAULT_TOP,
      );
  } finally {
    database.close();
  }
}

/** Combinations from the ranges given with --param; a parameter without a range keeps its value. */
function chooseCombinations(strategy: Strategy, flags: SweepFlags, seed: number): ParameterValues[] {
  const ranges = parseRanges(flags.param ?? []);
  for (const { name } of ranges) {
    if (!strategy.parameters.some((parameter) => parameter.name === name)) {
      throw new Problem(
        'usage',
        `${strategy.name} has no parameter "${name}"; it has ${strategy.parameters.map((parameter) => parameter.name).join(', ')}`,
      );
    }
  }
  const parameters: SearchParameter[] = strategy.parameters.flatMap((parameter) => {
    const given = ranges.find(({ name }) => name === parameter.name);
    if (given) return [given];
    return ranges.length > 0
      ? []
      : [
          {
            name: parameter.name,
            min: parameter.min,
            max: parameter.max,
            step: parameter.step,
            integer: parameter.integer,
          },
        ];
  });
  const space: SearchSpace = { parameters, admits: admission(flags.where ?? strategy.where, strategy) };
  const count = toCount('--points', flags.points, 2) ?? DEFAULT_POINTS;
  const points = pointsOf(flags.method ?? 'grid', space, count, seed);
  if (points.length === 0)
    throw new Problem('usage', 'no combination is left to try', {
      suggestion: 'Widen the ranges, or relax --where.',
    });
  return points.map((point) => {
    try {
      return resolveParameters(strategy, point);
    } catch (error) {
      throw new Problem('usage', (error as Error).message, { cause: error });
    }
  });
}

function pointsOf(method: string, space: SearchSpace, count: number, seed: number): ParameterValues[] {
  switch (method) {
    case 'grid':
      return gridPoints(space, 100_000);
    case 'random':
      return randomPoints(space, count, createRandom(seed));
    case 'latin':
      return latinHypercube(space, count, createRandom(seed));
    default:
      throw new Problem('usage', `--method is one of grid, random, latin, was "${method}"`);
  }
}

/** `fast=5:50:5` from, to, step; `fast=10` a single value. */
function parseRanges(texts: readonly string[]): SearchParameter[] {
  return texts.map((text) => {
    const match = /^([a-zA-Z_]\w*)=(-?[\d.]+)(?::(-?[\d.]+)(?::([\d.]+))?)?$/.exec(text.trim());
    if (!match)
      throw new Problem('usage', `--param is written name=from:to:step, was "${text}"`, {
        suggestion: 'For example: --param fast=5:50:5',
      });
    const [, name, from, to, step] = match;
    const min = Number(from);
    const max = to === undefined ? min : Number(to);
    return { name, min, max, step: step === undefined ? max - min || 1 : Number(step) };
  });
}

/** A condition on parameters is an expression of the same language, evaluated on one bar. */
function admission(condition: string | undefined, strategy: Strategy): SearchSpace['admits'] {
  if (condition === undefined) return undefined;
  return (point) => {
    const parameters = Object.fromEntries(
      strategy.parameters.map((parameter) => [parameter.name, point[parameter.name] ?? parameter.default]),
    );
    return expressionProblem(() => admitsParameters(condition, parameters), { where: condition });
  };
}

function walkForwardSpan(flags: SweepFlags) {
  if (flags.walkForward === undefined) return undefined;
  const match = /^([\d.]+)(y?)\/([\d.]+)(y?)$/.exec(flags.walkForward);
  if (!match)
    throw new Problem('usage', `--walk-forward is written 3y/1y or 500/125, was "${flags.walkForward}"`);
  const sessions = (amount: string, unit: string) =>
    Math.round(Number(amount) * (unit === 'y' ? SESSIONS_PER_YEAR : 1));
  return {
    trainSessions: sessions(match[1], match[2]),
    testSessions: sessions(match[3], match[4]),
    mode: flags.anchored ? ('anchored' as const) : ('rolling' as const),
  };
}

function document(table: SweepTable, doubt: Doubt, facts: Record<string, unknown>) {
  const width = FIGURES.length;
  return {
    ...facts,
    trials: table.combinations.length,
    resumedBlocks: table.resumedBlocks,
    best: {
      parameters: table.combinations[doubt.best],
      sharpe: doubt.sharpe,
      sharpeInterval: doubt.sharpeInterval,
    },
    doubt: {
      deflatedSharpe: doubt.deflated.dsr,
      probabilisticSharpe: doubt.deflated.psr,
      expectedMaximumSharpePerBar: doubt.deflated.expectedMaximum,
      probabilityOfOverfitting: doubt.overfitting,
      realityCheck: doubt.realityCheck,
      stable: doubt.stable === undefined ? undefined : table.combinations[doubt.stable],
      walkForward: doubt.walkForward,
    },
    combinations: table.combinations.map((parameters, c) => ({
      parameters,
      figures: Object.fromEntries(FIGURES.map(({ name }, k) => [name, table.figures[c * width + k]])),
    })),
  };
}

function printSweep(table: SweepTable, doubt: Doubt, strategy: Strategy, symbols: number, top: number): void {
  const { combinations } = table;
  const names = Object.keys(combinations[0]);
  const width = FIGURES.length;
  const at = (c: number, name: string) =>
    table.figures[c * width + FIGURES.findIndex((figure) => figure.name === name)];
  const order = combinations.map((_, c) => c).sort((a, b) => at(b, 'sharpe') - at(a, 'sharpe'));
  const shown = ['sharpe', 'cagr', 'maxDrawdown', 'closedTrades', 'winRate'];
  print(
    `${strategy.title}: ${combinations.length} combinations x ${symbols} symbols; figures are means over the symbols`,
  );
  print(
    formatTable(
      [...names, ...shown].map((title) => ({ title, align: 'right' as const })),
      order
        .slice(0, top)
        .map((c) => [
          ...names.map((name) => String(combinations[c][name])),
          ...shown.map((name) => formatNumber(at(c, name))),
        ]),
    ),
  );
  const chosen = names.map((name) => `${name} ${combinations[doubt.best][name]}`).join(', ');
  const { lower, upper } = doubt.sharpeInterval;
  print(
    `All accounts together: the best, ${chosen}, has a Sharpe ratio of ${formatNumber(doubt.sharpe, 2)} (95 %: ${formatNumber(lower, 2)} to ${formatNumber(upper, 2)}) in sample.`,
  );
  print(
    `Deflated for ${doubt.deflated.trials} tries: ${(100 * doubt.deflated.dsr).toFixed(0)} % likely above zero.`,
  );
  if (doubt.overfitting !== undefined)
    print(`Probability of backtest overfitting: ${(100 * doubt.overfitting).toFixed(0)} %.`);
  if (doubt.realityCheck)
    print(
      `Reality check p = ${formatNumber(doubt.realityCheck.white, 2)}, SPA p = ${formatNumber(doubt.realityCheck.spa, 2)} (against cash).`,
    );
  if (doubt.stable !== undefined)
    print(
      `On the highest plateau: ${names.map((name) => `${name} ${combinations[doubt.stable ?? 0][name]}`).join(', ')}.`,
    );
  if (doubt.walkForward) {
    const { windows, outOfSampleSharpe, efficiency } = doubt.walkForward;
    print(
      `Walk-forward over ${windows} windows: Sharpe ratio out of sample ${formatNumber(outOfSampleSharpe, 2)}, ${(100 * efficiency).toFixed(0)} % of what training promised.`,
    );
  }
}
