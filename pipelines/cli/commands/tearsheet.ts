import type { Command } from 'commander';
import { compile } from '../../../models/expressions/index.js';
import { namedExpressions } from '../../../models/ratings/index.js';
import type { InformationCoefficient, TearSheet } from '../../../models/statistics/index.js';
import { backtestUse, backtestWords, openInputs, tearSheetWithCache } from '../../backtest/index.js';
import { Problem } from '../../errors/index.js';
import { codeVersion, sourceHash, withRunCache } from '../../run/index.js';
import { benchmarkRegimes } from '../../scan/index.js';
import { expressionProblem } from '../expression-problem.js';
import { addCacheFlags, addCommonFlags, type CacheFlags, toCount } from '../flags.js';
import { inputOptions } from '../input-options.js';
import { print, printJson } from '../output.js';
import { cacheOptions, type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatNumber, formatTable } from '../table.js';

interface TearsheetFlags extends CommonFlags, CacheFlags, SourceFlags {
  readonly horizons?: string;
  readonly buckets?: string;
  readonly start?: string;
  readonly end?: string;
}

const DEFAULT_HORIZONS = '1,5,10,21';

const EXAMPLES = `
The same factor on the same prices by the same code is read from the cache.

Examples:
  npx technic tearsheet "close / close[252] - 1"
  npx technic tearsheet --horizons 1,5,10 -- "-return_5"        what begins with a minus goes last, behind --
  npx technic tearsheet "rank(momentum_12_1 by sector)" --source csv --path prices.csv.gz --json`;

export function registerTearsheet(program: Command, signal: AbortSignal): void {
  const command = program
    .command('tearsheet <factor>')
    .description(
      'What an expression was worth as a factor: IC, quantiles, turnover, decay, by sector and regime.',
    )
    .option('--horizons <bars>', `bars ahead, separated by commas (default: ${DEFAULT_HORIZONS})`)
    .option('--buckets <n>', 'quantiles of the factor (default: 5)')
    .option('--start <date>', 'first session')
    .option('--end <date>', 'last session')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(addCacheFlags(command))).action((factor: string, flags: TearsheetFlags) =>
    tearsheet(factor, flags, signal),
  );
}

async function tearsheet(factor: string, flags: TearsheetFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  expressionProblem(() => compile({ factor }, { definitions: namedExpressions() }), { factor });
  const horizons = (flags.horizons ?? DEFAULT_HORIZONS)
    .split(',')
    .map((text) => toCount('--horizons', text, 1) ?? 1);
  const database = await openDatabase(session, flags);
  try {
    const inputs = await openInputs(database, inputOptions(flags, session.config.adjust));
    const { market } = inputs;
    const regimes = benchmarkRegimes(market.benchmark);
    const regimeOn = new Map(Array.from(regimes.time, (time, i) => [time, regimes.regime[i]]));
    const question = {
      expression: factor,
      horizons,
      buckets: toCount('--buckets', flags.buckets, 2),
      regimes: Array.from(market.sessions, (time) => regimeOn.get(time)),
    };
    const { sheet, use } = await withRunCache(cacheOptions(session, flags), async (cache) => {
      const codeCache = cache && { cache, codeHash: sourceHash(), refresh: flags.refresh };
      const { sheet, isKnown } = await tearSheetWithCache(question, inputs, codeCache);
      return { sheet, use: backtestUse(codeCache, { symbols: inputs.symbols.length, isKnown }) };
    });
    session.close();
    if (sheet.coverage === 0)
      throw new Problem('input', 'the factor has no value anywhere: its history is too short');
    const { ingest } = market;
    if (flags.json) {
      const run = {
        dataHash: ingest.dataHash,
        codeVersion: codeVersion(),
        source: ingest.label,
        isSynthetic: ingest.isSynthetic,
      };
      printJson({ run, factor, ...withoutDaily(sheet), cache: use });
    } else {
      printSheet(factor, sheet, inputs.symbols.length, ingest.label);
    }
    if (!flags.quiet) process.stderr.write(`${backtestWords(use)}\n`);
  } finally {
    database.close();
  }
}

/** The sheet without its session-by-session series, which belong in a chart. */
function withoutDaily(sheet: TearSheet) {
  return { ...sheet, horizons: sheet.horizons.map((horizon) => ({ ...horizon, daily: undefined })) };
}

function printSheet(factor: string, sheet: TearSheet, symbols: number, source: string): void {
  print(
    `${factor}: ${symbols} symbols, a value on ${(100 * sheet.coverage).toFixed(0)} % of their bars (${source})`,
  );
  const interval = (ic: InformationCoefficient) =>
    `${formatNumber(ic.lower95)} to ${formatNumber(ic.upper95)}`;
  const right = (title: string) => ({ title, align: 'right' as const });
  print(
    formatTable(
      [
        right('bars ahead'),
        right('mean IC'),
        right('95 %'),
        right('t'),
        right('days'),
        right('top - bottom %'),
        right('± se %'),
        right('monotonic'),
      ],
      sheet.horizons.map(({ horizon, ic, spread, monotonicity }) => [
        String(horizon),
        formatNumber(ic.mean, 4),
        interval(ic),
        formatNumber(ic.tStatistic, 2),
        String(ic.n),
        formatNumber(100 * spread.mean),
        formatNumber(100 * spread.standardError),
        formatNumber(monotonicity, 2),
      ]),
    ),
  );
  const [first] = sheet.horizons;
  const verdict =
    first.ic.lower95 > 0 || first.ic.upper95 < 0
      ? 'cannot be explained by chance alone'
      : 'cannot be told from zero';
  print(`At ${first.horizon} bars its IC ${verdict} (one factor tried here; count the others you tried).`);
  for (const { horizon, quantiles } of sheet.horizons) {
    print(
      `mean return by quantile, ${horizon} bars: ${quantiles.map(({ meanForward }) => `${formatNumber(100 * meanForward, 2)} %`).join('  ')}`,
    );
  }
  for (const { lag, rankAutocorrelation, top, bottom } of sheet.turnover) {
    print(
      `after ${lag} sessions: rank autocorrelation ${formatNumber(rankAutocorrelation)}, new in top ${formatNumber(100 * top, 0)} %, in bottom ${formatNumber(100 * bottom, 0)} %`,
    );
  }
  for (const { sector, symbols: members, ic } of first.bySector)
    print(`${sector} (${members}): IC ${formatNumber(ic.mean, 4)}, ${interval(ic)}`);
  for (const { regime, ic } of first.byRegime)
    print(`regime ${regime}: IC ${formatNumber(ic.mean, 4)}, ${interval(ic)}, ${ic.n} days`);
}
