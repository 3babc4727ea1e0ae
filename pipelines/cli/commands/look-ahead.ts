import type { Command } from 'commander';
import { compile, type Program } from '../../../models/expressions/index.js';
import { namedExpressions } from '../../../models/ratings/index.js';
import { strategies } from '../../../models/strategies/index.js';
import { describeLookAhead } from '../../../models/validation/index.js';
import { checkLookAhead, checkProgram, type LookAheadCheck, loadInputs } from '../../backtest/index.js';
import type { Config } from '../../config/index.js';
import { strategyFile } from '../../strategy-files/index.js';
import { chooseStrategy, parameterValues } from '../choose-strategy.js';
import { compileForAccount } from '../compile-for-account.js';
import { expressionProblem } from '../expression-problem.js';
import { addCommonFlags } from '../flags.js';
import { type InputFlags, inputOptions } from '../input-options.js';
import { print, printJson } from '../output.js';
import { type CommonFlags, openDatabase, openSession } from '../session.js';
import { addSourceFlags, type SourceFlags } from '../source-options.js';
import { usageProblem } from '../usage-problem.js';

interface LookAheadFlags extends CommonFlags, SourceFlags, InputFlags {
  readonly param?: readonly string[];
}

const EXAMPLES = `
Everything is computed again with the bars after a moment removed, and with them replaced by others; a value
up to that moment that changes has used the future. What looks across symbols is checked on a panel whose
symbols all change at once. Without an argument: every feature, the rating, and every scan of the config.
A finding is proof; no finding is evidence only. Exit code 1 when something is found.
backtest and sweep do the same by themselves for a strategy's TypeScript file.

Examples:
  npx technic look-ahead strategies/my-idea.ts --param period=20
  npx technic look-ahead "rank(close / close[21] - 1) > 0.9"
  npx technic look-ahead momentum-rotation --symbols SYN001,SYN002,SYN003
  npx technic look-ahead --json`;

export function registerLookAhead(program: Command, signal: AbortSignal): void {
  const command = program
    .command('look-ahead [what]')
    .description(
      'Does it use the future? A strategy, a scan, an expression, or everything the nightly computes.',
    )
    .option('--symbols <list>', 'symbols separated by commas, or all (default: all)')
    .option('--param <name=value...>', 'parameters of a strategy')
    .option('--start <date>', 'first bar')
    .option('--end <date>', 'last bar')
    .addHelpText('after', EXAMPLES);
  addSourceFlags(addCommonFlags(command)).action(async (what: string | undefined, flags: LookAheadFlags) => {
    const session = await openSession(flags, signal);
    const { config } = session;
    const check = await checkOf(what, flags, config);
    const database = await openDatabase(session, flags);
    try {
      const loaded = await loadInputs(database, inputOptions(flags, config.adjust));
      session.close();
      const { symbols, findings } = usageProblem(() => check(loaded));
      if (flags.json) printJson({ what: what ?? 'all', symbols, findings });
      else printFindings({ symbols, findings });
      if (findings.length > 0) process.exitCode = 1;
    } finally {
      database.close();
    }
  });
}

/** The earliest finding of each column, and how many symbols share it. */
function printFindings({ symbols, findings }: LookAheadCheck): void {
  if (findings.length === 0) print(`Look-ahead: none found in ${symbols.join(', ')}.`);
  for (const name of new Set(findings.map(({ column }) => column))) {
    const own = findings.filter(({ column }) => column === name);
    const [{ symbol, ...earliest }] = [...own].sort((a, b) => a.time - b.time);
    const found = new Set(own.map((finding) => finding.symbol)).size;
    print(`${symbol}: ${describeLookAhead(earliest)} (in ${found} of ${symbols.length} symbols)`);
  }
}

type Check = (loaded: Parameters<typeof checkProgram>[1]) => LookAheadCheck;

/** What is meant: a strategy by name or file, a scan of the config by name, else an expression. */
async function checkOf(
  what: string | undefined,
  flags: Pick<LookAheadFlags, 'param'>,
  config: Config,
): Promise<Check> {
  const { seed } = config;
  if (
    what !== undefined &&
    (strategies.some(({ name }) => name === what) || strategyFile(what) !== undefined)
  ) {
    const chosen = await chooseStrategy(what, {});
    const settings = { commission: { bps: config.costBps } };
    const account = chosen.strategy.kind === 'code' ? 'each' : 'portfolio';
    const compiled = compileForAccount(chosen, parameterValues(flags), settings, account);
    return (loaded) => checkLookAhead(compiled, loaded, { settings, seed });
  }
  const program = compiledSources(sourcesOf(what, config));
  return (loaded) => checkProgram(program, loaded, seed);
}

function sourcesOf(what: string | undefined, { scans }: Config): Readonly<Record<string, string>> {
  const ofScans = scans.flatMap(({ name, where, rank }) => [
    [`scan ${name}`, where] as const,
    ...(rank === undefined ? [] : [[`rank of scan ${name}`, rank] as const]),
  ]);
  if (what === undefined) return { ...namedExpressions(), ...Object.fromEntries(ofScans) };
  const own = ofScans.filter(([name]) => name.endsWith(`scan ${what}`));
  return own.length > 0 ? Object.fromEntries(own) : { [what]: what };
}

function compiledSources(sources: Readonly<Record<string, string>>): Program {
  return expressionProblem(() => compile(sources, { definitions: namedExpressions() }), sources);
}
