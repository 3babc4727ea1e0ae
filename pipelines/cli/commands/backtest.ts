import type { Command } from 'commander';
import { isoDate } from '../../../models/bars/index.js';
import type { PortfolioSettings } from '../../../models/simulation/index.js';
import { FIGURES } from '../../../models/statistics/index.js';
import {
  type Backtest,
  compileStrategy,
  runBacktest,
  type Strategy,
} from '../../../models/strategies/index.js';
import { loadInputs } from '../../backtest/index.js';
import { Problem } from '../../errors/index.js';
import { codeVersion } from '../../run/index.js';
import { expressionProblem } from '../expression-problem.js';
import { figureText } from '../figure-text.js';
import { addCommonFlags, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags, toNumber } from '../source-options.js';
import {
  accountSettings,
  addStrategyFlags,
  chooseStrategy,
  compatibility,
  parameterValues,
  type StrategyFlags,
} from '../strategy-options.js';
import { formatNumber, formatTable } from '../table.js';

interface BacktestFlags extends CommonFlags, SourceFlags, StrategyFlags {
  readonly symbols?: string;
  readonly equity?: boolean;
  readonly adjust?: string;
  readonly start?: string;
  readonly end?: string;
  readonly riskFree?: string;
  readonly trades?: string;
}

const EXAMPLES = `
Conditions are seen at a close and act at the next open; the order of events within a bar is on the Method page.

Examples:
  npx technic backtest --entry "crossover(sma(close,10), sma(close,30))" --exit "crossunder(sma(close,10), sma(close,30))" --symbols SYN001
  npx technic backtest sma-cross --param fast=10 slow=30 --symbols SYN001,SYN002 --commission-bps 10
  npx technic backtest --entry-limit "0.99 * close" --valid 1 --max-bars 5 --symbols SYN001 --json
  npx technic backtest --entry "rsi(2) < 10" --exit "rsi(2) > 60" --rank "-rsi(2)" --portfolio --size equity:0.1 --max-positions 10 --symbols all
  npx technic backtest ./my-idea.ts --symbols all`;

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
    .addHelpText('after', EXAMPLES);
  addStrategyFlags(addSourceFlags(addCommonFlags(command))).action(
    (name: string | undefined, flags: BacktestFlags) => backtest(name, flags, signal),
  );
}

async function backtest(name: string | undefined, flags: BacktestFlags, signal: AbortSignal): Promise<void> {
  const session = await openSession(flags, signal);
  const strategy = withAtr(await chooseStrategy(name, flags));
  const compiled = expressionProblem(
    () => usage(() => compileStrategy(strategy, name === undefined ? {} : parameterValues(flags))),
    strategy.kind === 'rules' ? (strategy.rules as Record<string, string>) : {},
  );
  const settings = accountSettings(flags, session.config);
  const database = await openDatabase(session, flags);
  try {
    const loaded = await loadInputs(database, {
      symbols:
        flags.symbols === undefined || flags.symbols === 'all'
          ? 'all'
          : flags.symbols.split(',').map((symbol) => symbol.trim()),
      adjust: adjustment(flags.adjust) ?? session.config.adjust,
      from: toDate('--start', flags.start),
      to: toDate('--end', flags.end),
    });
    const account = flags.portfolio || strategy.account === 'portfolio' ? 'portfolio' : 'each';
    const result = usage(() =>
      runBacktest(compiled, loaded, {
        account,
        settings,
        convention: compatibility(flags),
        riskFreeRate: toNumber('--risk-free', flags.riskFree),
      }),
    );
    session.close();
    const { ingest } = loaded.market;
    const stamp = {
      dataHash: ingest.dataHash,
      codeVersion: codeVersion(),
      source: ingest.label,
      isSynthetic: ingest.isSynthetic,
    };
    if (flags.json) {
      printJson(document(result, strategy, settings, stamp, flags.equity ?? false));
    } else {
      printResult(result, strategy, loaded.symbols, stamp.source, toCount('--trades', flags.trades, 0) ?? 20);
    }
    for (const { symbol, message } of result.failures)
      process.stderr.write(`warning: ${symbol} failed: ${message}\n`);
  } finally {
    database.close();
  }
}

/** A fault in a parameter or a setting is the user's to mend, not a fault of the program. */
function usage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') {
      throw new Problem('usage', error.message, { cause: error });
    }
    throw error;
  }
}

/** Rules that may be given distances in ATR carry one. */
function withAtr(strategy: Strategy): Strategy {
  if (strategy.kind !== 'rules' || strategy.rules.atr !== undefined) return strategy;
  const volatility = strategy.rules.volatility ?? 'stdev(close / close[1] - 1, 21)';
  return { ...strategy, rules: { ...strategy.rules, atr: 'atr(14)', volatility } };
}

function adjustment(text: string | undefined): 'none' | 'splits' | 'all' | undefined {
  if (text === undefined || text === 'none' || text === 'splits' || text === 'all') return text;
  throw new Problem('usage', `--adjust is one of none, splits, all, was "${text}"`);
}

/** Trades and equity with dates in place of indexes. */
export function tradeDocument(result: Backtest) {
  return result.trades.map((trade) => ({
    symbol: trade.symbol,
    entryDate: isoDate(trade.entryTime),
    exitDate: isoDate(trade.exitTime),
    size: trade.size,
    entryPrice: trade.entryPrice,
    exitPrice: trade.exitPrice,
    pnl: trade.pnl,
    return: trade.return,
    commission: trade.commission,
    mae: trade.mae,
    mfe: trade.mfe,
    barsHeld: trade.barsHeld,
    reason: trade.reason,
    status: trade.status,
  }));
}

function document(
  result: Backtest,
  strategy: Strategy,
  settings: PortfolioSettings,
  stamp: Readonly<Record<string, unknown>>,
  withEquity: boolean,
) {
  return {
    run: stamp,
    strategy: {
      name: strategy.name,
      rules: strategy.kind === 'rules' ? strategy.rules : undefined,
      settings,
    },
    account: result.account,
    figures: dated(result.figures),
    comparison: result.comparison,
    totals: result.totals,
    trades: tradeDocument(result),
    rejections: rejectionCounts(result),
    bySymbol:
      result.bySymbol.length > 1
        ? result.bySymbol.map(({ symbol, figures }) => ({ symbol, figures: dated(figures) }))
        : undefined,
    equity: withEquity
      ? Array.from(result.time, (time, i) => ({ date: isoDate(time), equity: result.equity[i] }))
      : undefined,
    failures: result.failures,
  };
}

const DATE_FIGURES = new Set(FIGURES.filter(({ unit }) => unit === 'date').map(({ name }) => name));

/** Figures that are dates, as ISO dates. */
function dated(values: Readonly<Record<string, number>>): Record<string, number | string | null> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      DATE_FIGURES.has(name) ? (Number.isFinite(value) ? isoDate(value) : null) : value,
    ]),
  );
}

function rejectionCounts({ rejections }: Backtest): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rejections) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

function printResult(
  result: Backtest,
  strategy: Strategy,
  symbols: readonly string[],
  source: string,
  shown: number,
): void {
  const names = symbols.length <= 5 ? symbols.join(', ') : `${symbols.length} symbols`;
  const account =
    result.account === 'portfolio' ? 'in one account' : symbols.length === 1 ? '' : ', each on its own';
  print(
    `${strategy.title}: ${names}${account}, ${isoDate(result.time[0])} to ${isoDate(result.time[result.time.length - 1])} (${source})`,
  );
  print(
    `benchmark ${(100 * result.comparison.benchmarkReturn).toFixed(1)} %, buy and hold ${(100 * result.comparison.buyAndHoldReturn).toFixed(1)} %` +
      ' over the same bars, without costs',
  );
  const rows = FIGURES.filter(({ group }) => group !== 'benchmark').map((figure) => [
    figure.group,
    figure.title,
    figureText(figure.unit, result.figures[figure.name]),
  ]);
  print(
    formatTable(
      [
        { title: 'group', align: 'left' },
        { title: 'figure', align: 'left' },
        { title: 'value', align: 'right' },
      ],
      rows,
    ),
  );
  for (const [reason, count] of Object.entries(rejectionCounts(result)))
    print(`orders not filled, ${reason}: ${count}`);
  if (result.trades.length === 0 || shown === 0) return;
  print(
    formatTable(
      ['symbol', 'entry', 'exit', 'size', 'in', 'out', 'pnl', 'return %', 'reason'].map((title, c) => ({
        title,
        align: c < 3 || c === 8 ? ('left' as const) : ('right' as const),
      })),
      result.trades
        .slice(0, shown)
        .map((trade) => [
          trade.symbol ?? symbols[0],
          isoDate(trade.entryTime),
          trade.status === 'open' ? 'open' : isoDate(trade.exitTime),
          formatNumber(trade.size, 0),
          formatNumber(trade.entryPrice, 2),
          formatNumber(trade.exitPrice, 2),
          formatNumber(trade.pnl, 0),
          formatNumber(100 * trade.return, 2),
          trade.reason,
        ]),
    ),
  );
  if (result.trades.length > shown)
    print(`… and ${result.trades.length - shown} more trades (--trades 1000, or --json)`);
}
