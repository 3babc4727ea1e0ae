import type { Command } from 'commander';
import { isoDate } from '../../../models/bars/index.js';
import { compile } from '../../../models/expressions/index.js';
import { namedExpressions } from '../../../models/ratings/index.js';
import { evaluateSeries } from '../../scan/index.js';
import { expressionProblem } from '../expression-problem.js';
import { addCommonFlags, toCount, toDate } from '../flags.js';
import { print, printJson } from '../output.js';
import { rememberRequest } from '../remember-request.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { formatNumber, formatTable } from '../table.js';

interface EvalFlags extends CommonFlags, SourceFlags {
  readonly symbol?: string;
  readonly asOf?: string;
  readonly last?: string;
}

const DEFAULT_LAST = 20;

const EXAMPLES = `
Examples:
  npx technic eval "rsi(14)" --symbol SYN001
  npx technic eval "macd(12, 26, 9).histogram" --symbol AAPL --source csv --path prices.csv.gz --json
  npx technic eval "rank(return_21)" --symbol AAPL        a cross-section looks at all symbols`;

/**
 * The command `eval`. It asks no cache: one symbol's series is computed in a tenth of a second of processor time,
 * a cross-section of 505 symbols x 5 years in 0.3 s, of commands that take 0.5 s to start (measured 2026-11-21).
 */
export function registerEval(program: Command, signal: AbortSignal): void {
  const command = program
    .command('eval <expression>')
    .description('The series of any expression for one symbol: one value a bar, conditions as 1 and 0.')
    .requiredOption('--symbol <symbol>', 'the symbol')
    .option('--as-of <date>', 'use bars up to this date only')
    .option('--last <n>', 'how many bars to print (not with --json)', String(DEFAULT_LAST))
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(command)).action(async (expression: string, flags: EvalFlags) => {
    const session = await openSession(flags, signal);
    const asOf = toDate('--as-of', flags.asOf);
    const last = toCount('--last', flags.last, 1) ?? DEFAULT_LAST;
    const program = expressionProblem(() => compile({ expression }, { definitions: namedExpressions() }), {
      expression,
    });
    const database = await openDatabase(session, flags);
    try {
      const series = await evaluateSeries(database, program, {
        symbol: flags.symbol ?? '',
        output: 'expression',
        adjust: session.config.adjust,
        asOf,
      });
      session.close();
      if (flags.source === undefined && asOf === undefined)
        rememberRequest(session.workspace, { at: Date.now(), symbol: flags.symbol ?? '', by: 'eval' });
      const dates = Array.from(series.time, isoDate);
      if (flags.json) {
        printJson({ symbol: flags.symbol, expression, dates, values: Array.from(series.values) });
        return;
      }
      print(
        formatTable(
          [
            { title: 'date', align: 'left' },
            { title: expression, align: 'right' },
          ],
          dates.map((date, i) => [date, formatNumber(series.values[i], 6)]).slice(-last),
        ),
      );
    } finally {
      database.close();
    }
  });
}
