import type { Command } from 'commander';
import { alignBenchmark } from '../../models/bars/index.js';
import type { FigureOptions } from '../../models/statistics/index.js';
import type { Backtest } from '../../models/strategies/index.js';
import type { ExamineContext, Questions } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import type { Market } from '../market/index.js';
import { benchmarkRegimes } from '../scan/index.js';
import { toCount } from './flags.js';

/** What the flags below leave in a command's options. */
export interface ExamineFlags {
  readonly by?: string;
  /** True without a number. */
  readonly bootstrap?: string | true;
  readonly permute?: string | true;
  readonly monteCarlo?: string | true;
}

const TABLES = ['year', 'month', 'regime', 'sector'] as const;
const DEFAULT_SAMPLES = 1000;
const MOST_SAMPLES = 1_000_000;

/** Adds the flags that ask more of a finished backtest. */
export function addExamineFlags(command: Command): Command {
  return command
    .option('--by <tables>', 'tables by year, month, regime, sector: --by year,regime')
    .option('--bootstrap [n]', `95 % interval of every figure, from n resamples (${DEFAULT_SAMPLES})`)
    .option('--permute [n]', `timing of the entries against n random ones (${DEFAULT_SAMPLES})`)
    .option('--monte-carlo [n]', `drawdowns of the same trades in n other orders (${DEFAULT_SAMPLES})`);
}

/** What is asked. @throws Problem naming the faulty flag. */
export function parseQuestions(flags: ExamineFlags, seed: number): Questions {
  return {
    by: parseTables(flags.by),
    bootstrap: samples('--bootstrap', flags.bootstrap),
    permute: samples('--permute', flags.permute),
    monteCarlo: samples('--monte-carlo', flags.monteCarlo),
    seed,
  };
}

/** What the answers need beside a result: the regime at each bar, and the benchmark where it covers all bars. */
export function examineContext(
  { time }: Backtest,
  { benchmark: market }: Pick<Market, 'benchmark'>,
  { convention, riskFreeRate }: Pick<FigureOptions, 'convention' | 'riskFreeRate'>,
): Pick<ExamineContext, 'regimes' | 'options'> {
  const benchmark = alignBenchmark(time, market);
  const known = Number.isNaN(benchmark[0]) ? undefined : benchmark;
  return {
    regimes: regimesAt(time, market),
    options: { convention, riskFreeRate, benchmark: known },
  };
}

/** Market regime known at each bar: that of the benchmark's last bar up to it. */
function regimesAt(time: Float64Array, benchmark: Market['benchmark']): (string | undefined)[] {
  const known = benchmarkRegimes(benchmark);
  let next = 0;
  return Array.from(time, (at) => {
    while (next < known.time.length && known.time[next] <= at) next++;
    return next === 0 ? undefined : known.regime[next - 1];
  });
}

function parseTables(text: string | undefined): Questions['by'] {
  return (text?.split(',') ?? []).map((name) => {
    const found = TABLES.find((table) => table === name.trim());
    if (found === undefined)
      throw new Problem('usage', `--by takes some of ${TABLES.join(', ')}, was "${name.trim()}"`);
    return found;
  });
}

function samples(flag: string, given: string | true | undefined): number | undefined {
  return given === true ? DEFAULT_SAMPLES : toCount(flag, given, 20, MOST_SAMPLES);
}
