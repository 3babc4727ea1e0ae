import type { Command } from 'commander';
import type { Config } from '../config/index.js';
import { issueWords, Problem, unknownName } from '../errors/index.js';
import { type IngestOptions, ingestOptionsSchema, PRICE_COLUMNS } from '../ingest/index.js';

/** What the flags below leave in a command's options. */
export interface SourceFlags {
  readonly source?: string;
  readonly path?: readonly string[];
  readonly columns?: string;
  readonly dateFormat?: string;
  readonly delimiter?: string;
  readonly decimal?: string;
  readonly adjusted?: string;
  readonly actions?: string;
  readonly symbolsFile?: string;
  readonly sectors?: string;
  readonly benchmark?: string;
  readonly membership?: string;
  readonly seed?: string;
  readonly effect?: string;
  readonly symbolCount?: string;
  readonly years?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the flags that say where prices come from; without --source the config's source is used. */
export function addSourceFlags(command: Command): Command {
  return command
    .option(
      '--source <name>',
      'where prices come from: synthetic, csv, parquet, polygon (default: the config)',
    )
    .option('--path <path...>', 'csv, parquet: a file, a folder or a pattern; several are read as one')
    .option('--columns <pairs>', 'csv, parquet: columns by role, as date=Day,close=Last,symbol=Ric')
    .option('--date-format <format>', 'csv, parquet: how dates are written, where the file leaves it open')
    .option('--delimiter <character>', 'csv: the character between fields')
    .option('--decimal <mark>', 'csv: dot or comma before the decimals, where the file leaves it open')
    .option('--adjusted <what>', 'csv, parquet: what the prices already reflect: none, splits, all')
    .option('--actions <file>', 'splits and dividends: symbol, ex_date, factor (and kind)')
    .option('--symbols-file <file>', 'symbol metadata: symbol, name, sector')
    .option('--sectors <file>', 'sectors: symbol, sector; wins over --symbols-file')
    .option('--benchmark <symbol or file>', 'a symbol of the data, or a file with one series')
    .option('--membership <file>', 'index membership: ticker, start_date, end_date')
    .option('--seed <number>', 'synthetic: same seed, same market')
    .option('--effect <size>', 'synthetic: size of the planted effect, 0 for none')
    .option('--symbol-count <number>', 'synthetic: number of symbols')
    .option('--years <number>', 'synthetic: years of daily bars')
    .option('--from <date>', 'polygon: first day')
    .option('--to <date>', 'polygon: last day');
}

/** The options of an ingest from flags, else from the config. @throws Problem naming the faulty flag. */
export function ingestOptions(flags: SourceFlags, config: Config): IngestOptions {
  if ((flags.source === 'csv' || flags.source === 'parquet') && !flags.path?.length) {
    throw new Problem('usage', `--source ${flags.source} needs --path`, {
      suggestion: `For example: --source ${flags.source} --path prices.${flags.source}`,
    });
  }
  const stray = flags.source === undefined ? Object.keys(fromFlags(flags))[0] : undefined;
  if (stray !== undefined) {
    throw new Problem('usage', `--${FLAG_NAMES[stray] ?? stray} needs --source: it says how one is read`, {
      suggestion: 'Name the source, as in --source csv --path FILE, or set its options in technic.config.ts.',
    });
  }
  const stated = flags.source === undefined ? config.source : fromFlags(flags);
  const parsed = ingestOptionsSchema.safeParse(stated, { reportInput: true });
  if (parsed.success) return parsed.data;
  const isConfig = flags.source === undefined;
  const words = issueWords(parsed.error, ingestOptionsSchema, isConfig ? undefined : flagOf);
  throw new Problem(isConfig ? 'config' : 'usage', `the source is not valid:\n${words}`, {
    suggestion: 'See "npx technic ingest --help" for the sources and their options.',
  });
}

/** Options that are not called on the command line what the config calls them. */
const FLAG_NAMES: Readonly<Record<string, string>> = {
  symbols: 'symbol-count',
  dateFormat: 'date-format',
  actionsPath: 'actions',
  symbolsPath: 'symbols-file',
  sectorsPath: 'sectors',
  membershipPath: 'membership',
};

/** The flag that an option comes from; the columns of --columns are told apart. */
function flagOf([option, ...rest]: readonly PropertyKey[]): string {
  return [`--${FLAG_NAMES[String(option)] ?? String(option)}`, ...rest.map(String)].join(' ');
}

function fromFlags(flags: SourceFlags): Record<string, unknown> {
  const stated: Record<string, unknown> = {
    source: flags.source,
    path: flags.path?.length === 1 ? flags.path[0] : flags.path,
    columns: flags.columns === undefined ? undefined : columnPairs(flags.columns),
    dateFormat: flags.dateFormat,
    delimiter: flags.delimiter,
    decimal: flags.decimal,
    adjusted: flags.adjusted,
    actionsPath: flags.actions,
    symbolsPath: flags.symbolsFile,
    sectorsPath: flags.sectors,
    benchmark: flags.benchmark,
    membershipPath: flags.membership,
    seed: toNumber('--seed', flags.seed),
    effect: toNumber('--effect', flags.effect),
    symbols: toNumber('--symbol-count', flags.symbolCount),
    years: toNumber('--years', flags.years),
    from: flags.from,
    to: flags.to,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function columnPairs(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => /^\s*([a-z_]+)\s*=\s*(.+?)\s*$/i.exec(pair));
  if (pairs.some((pair) => pair === null)) {
    throw new Problem('usage', `--columns is written role=Name,role=Name, was "${text}"`, {
      suggestion: 'For example: --columns date=Day,close=Last,symbol=Ric',
    });
  }
  const stated = pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''] as const);
  const roles: readonly string[] = PRICE_COLUMNS;
  const stray = stated.find(([role]) => !roles.includes(role));
  if (stray) throw unknownName('role', stray[0], roles, { place: 'for --columns' });
  return Object.fromEntries(stated);
}

/** A number from a flag. @throws Problem naming the flag. */
export function toNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new Problem('usage', `${flag} takes a number, was "${text}"`);
  return value;
}
