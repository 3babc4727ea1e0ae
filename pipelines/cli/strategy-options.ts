import type { Command } from 'commander';
import type {
  CompatibilityMode,
  Distance,
  PortfolioSettings,
  SizeRule,
  Slippage,
  Trailing,
} from '../../models/simulation/index.js';
import { fillRulesOf } from '../../models/simulation/index.js';
import {
  type ParameterValues,
  type RuleStrategy,
  type Strategy,
  type StrategyRules,
  strategies,
} from '../../models/strategies/index.js';
import type { Config } from '../config/index.js';
import { Problem } from '../errors/index.js';
import { toCount } from './flags.js';
import { toNumber } from './source-options.js';
import { loadStrategyFile, OWN_STRATEGIES, strategyFile } from './strategy-file.js';

/** What the flags below leave in a command's options. */
export interface StrategyFlags {
  readonly entry?: string;
  readonly exit?: string;
  readonly short?: string;
  readonly cover?: string;
  readonly entryLimit?: string;
  readonly entryStop?: string;
  readonly shortLimit?: string;
  readonly shortStop?: string;
  readonly rank?: string;
  readonly param?: readonly string[];
  readonly cash?: string;
  readonly commissionBps?: string;
  readonly commissionPerShare?: string;
  readonly commissionPerTrade?: string;
  readonly commissionMinimum?: string;
  readonly spreadBps?: string;
  readonly slippage?: string;
  readonly size?: string;
  readonly units?: string;
  readonly leverage?: string;
  readonly fill?: string;
  readonly stopLoss?: string;
  readonly target?: string;
  readonly trailing?: string;
  readonly stopBasis?: string;
  readonly maxBars?: string;
  readonly valid?: string;
  readonly borrowRate?: string;
  readonly cashRate?: string;
  readonly delistingHaircut?: string;
  readonly compat?: string;
  readonly portfolio?: boolean;
  readonly maxPositions?: string;
  readonly maxPerSector?: string;
  readonly sectorCap?: string;
}

/** Adds the flags that make up a strategy and its account. */
export function addStrategyFlags(command: Command): Command {
  return command
    .option('--entry <condition>', 'enter long: --entry "crossover(sma(close,10), sma(close,30))"')
    .option('--exit <condition>', 'leave a long: --exit "rsi(14) > 55"')
    .option('--short <condition>', 'enter short: --short "close < lowest(low,20)[1]"')
    .option('--cover <condition>', 'leave a short: --cover "close > sma(close,10)"')
    .option('--entry-limit <price>', 'enter by a limit order: --entry-limit "0.99 * close"')
    .option('--entry-stop <price>', 'enter by a stop order: --entry-stop "highest(high,20)"')
    .option('--short-limit <price>', 'enter short by a limit order')
    .option('--short-stop <price>', 'enter short by a stop order')
    .option('--valid <bars>', 'bars for which a limit or stop entry works (default: 1)')
    .option('--stop-loss <distance>', 'fraction below the entry, or ATRs: --stop-loss 0.05, --stop-loss 2atr')
    .option('--target <distance>', 'fraction above the entry, or ATRs: --target 0.10')
    .option('--trailing <distance>', 'trailing stop: --trailing 0.08, --trailing 3atr')
    .option(
      '--stop-basis <basis>',
      'fill: distances from the entry fill (default); signal: from its signal bar’s close',
    )
    .option('--max-bars <n>', 'leave at the open of bar entry + n: --max-bars 5')
    .option('--rank <expression>', 'portfolio: which entries come first, highest first')
    .option('--param <name=value...>', 'parameters of a named strategy, or names in your expressions')
    .option('--cash <amount>', 'starting cash (default: 100000)')
    .option(
      '--commission-bps <bps>',
      'basis points of the traded value, each fill (default: the config’s costBps)',
    )
    .option('--commission-per-share <amount>', 'per share, each fill')
    .option('--commission-per-trade <amount>', 'fixed, each fill')
    .option('--commission-minimum <amount>', 'least fee of a fill')
    .option('--spread-bps <bps>', 'full bid-ask spread; a market order pays half of it')
    .option(
      '--slippage <rule>',
      '5bps, 0.01/share, 0.1vol (of a bar’s volatility), 0.5impact (square root of volume share)',
    )
    .option(
      '--size <rule>',
      'all-in (default), cash:10000, shares:100, equity:0.2, vol:0.15, risk:0.01@2, kelly:0.5',
    )
    .option('--units <units>', 'integer (default), fractional, lot:100')
    .option('--leverage <factor>', 'gross exposure per unit of equity (default: 1)')
    .option('--fill <when>', 'next-open (default), next-close, this-close')
    .option('--borrow-rate <rate>', 'annual fee on short positions, as 0.01')
    .option('--cash-rate <rate>', 'annual interest on cash, as 0.03')
    .option('--delisting-haircut <share>', 'close positions at a symbol’s last bar, at close × (1 − share)')
    .option('--compat <engine>', 'fill rules and figures as: technic (default), backtesting.py, vectorbt')
    .option('--portfolio', 'all symbols in one cash account')
    .option('--max-positions <n>', 'portfolio: positions at one time')
    .option('--max-per-sector <n>', 'portfolio: positions of one sector at one time')
    .option('--sector-cap <share>', 'portfolio: gross exposure of one sector, as a share of equity');
}

const RULE_FLAGS = [
  'entry',
  'exit',
  'short',
  'cover',
  'entryLimit',
  'entryStop',
  'shortLimit',
  'shortStop',
  'rank',
] as const;

/**
 * The strategy that a name, a file or the rule flags describe.
 * @throws Problem for an unknown name (with what there is), or when nothing says when to enter.
 */
export async function chooseStrategy(name: string | undefined, flags: StrategyFlags): Promise<Strategy> {
  const hasRules = RULE_FLAGS.some((flag) => flag !== 'rank' && flags[flag] !== undefined);
  if (name !== undefined && hasRules)
    throw new Problem('usage', 'give the name of a strategy or rules such as --entry, not both');
  if (name !== undefined) return namedStrategy(name);
  if (!hasRules) {
    throw new Problem('usage', 'nothing says when to enter', {
      suggestion: `Give --entry "close > sma(close, 50)", or a strategy: ${strategies.map((strategy) => strategy.name).join(', ')}.`,
    });
  }
  return ruleStrategy(flags);
}

async function namedStrategy(name: string): Promise<Strategy> {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found) return found;
  const file = strategyFile(name);
  if (file !== undefined) return loadStrategyFile(file);
  throw new Problem('usage', `there is no strategy "${name}"`, {
    suggestion: `There are: ${strategies.map((strategy) => strategy.name).join(', ')}; your own are in ${OWN_STRATEGIES}/ here, or given by their path.`,
  });
}

function ruleStrategy(flags: StrategyFlags): RuleStrategy {
  const rules: Record<string, string> = {};
  for (const flag of RULE_FLAGS) {
    const text = flags[flag];
    if (text !== undefined) rules[flag] = text;
  }
  // A price alone is an order at every close.
  if (!('entry' in rules) && ('entryLimit' in rules || 'entryStop' in rules)) rules.entry = 'true';
  if (!('short' in rules) && ('shortLimit' in rules || 'shortStop' in rules)) rules.short = 'true';
  const parameters = Object.entries(parameterValues(flags)).map(([name, value]) => ({
    name,
    title: name,
    default: value,
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
    step: 1,
    integer: false,
  }));
  return {
    kind: 'rules',
    name: 'custom',
    title: 'Rules from the command line',
    description: 'Rules given on the command line.',
    source: 'the user',
    parameters,
    account: flags.portfolio ? 'portfolio' : 'single',
    rules: rules as StrategyRules,
  };
}

/** Parameters given as name=value. @throws Problem naming the faulty one. */
export function parameterValues(flags: StrategyFlags): ParameterValues {
  const values: Record<string, number> = {};
  for (const text of (flags.param ?? []).flatMap((part) => part.split(','))) {
    const match = /^([a-zA-Z_]\w*)=(.+)$/.exec(text.trim());
    if (!match) throw new Problem('usage', `--param is written name=value, was "${text}"`);
    values[match[1]] = toNumber(`--param ${match[1]}`, match[2]) ?? 0;
  }
  return values;
}

/** The account that the flags describe; what they leave open, the strategy decides. */
export function accountSettings(flags: StrategyFlags, config: Config): PortfolioSettings {
  const basis = oneOf('--stop-basis', flags.stopBasis ?? 'fill', ['fill', 'signal'] as const);
  const stated: PortfolioSettings = {
    cash: toNumber('--cash', flags.cash),
    commission: {
      bps: toNumber('--commission-bps', flags.commissionBps) ?? config.costBps,
      perShare: toNumber('--commission-per-share', flags.commissionPerShare) ?? 0,
      perTrade: toNumber('--commission-per-trade', flags.commissionPerTrade) ?? 0,
      minimum: toNumber('--commission-minimum', flags.commissionMinimum) ?? 0,
    },
    spreadBps: toNumber('--spread-bps', flags.spreadBps),
    slippage: flags.slippage === undefined ? undefined : parseSlippage(flags.slippage),
    size: flags.size === undefined ? undefined : parseSize(flags.size),
    units: flags.units === undefined ? undefined : parseUnits(flags.units),
    leverage: toNumber('--leverage', flags.leverage),
    fillAt:
      flags.fill === undefined
        ? undefined
        : oneOf('--fill', flags.fill, ['next-open', 'next-close', 'this-close'] as const),
    stopLoss:
      flags.stopLoss === undefined ? undefined : { ...parseDistance('--stop-loss', flags.stopLoss), basis },
    target: flags.target === undefined ? undefined : { ...parseDistance('--target', flags.target), basis },
    trailing: flags.trailing === undefined ? undefined : parseDistance('--trailing', flags.trailing),
    maxBars: toCount('--max-bars', flags.maxBars, 1),
    validBars: toCount('--valid', flags.valid, 1),
    financing:
      flags.borrowRate === undefined && flags.cashRate === undefined
        ? undefined
        : {
            borrow: toNumber('--borrow-rate', flags.borrowRate) ?? 0,
            cash: toNumber('--cash-rate', flags.cashRate) ?? 0,
          },
    delisting:
      flags.delistingHaircut === undefined
        ? undefined
        : { haircut: toNumber('--delisting-haircut', flags.delistingHaircut) ?? 0 },
    rules: flags.compat === undefined ? undefined : fillRulesOf(compatibility(flags)),
    maxPositions: toCount('--max-positions', flags.maxPositions, 1),
    maxPerSector: toCount('--max-per-sector', flags.maxPerSector, 1),
    sectorCap: toNumber('--sector-cap', flags.sectorCap),
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

/** Whose fill rules and definitions the run follows. */
export function compatibility(flags: StrategyFlags): CompatibilityMode {
  return oneOf('--compat', flags.compat ?? 'technic', ['technic', 'backtesting.py', 'vectorbt'] as const);
}

function oneOf<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new Problem('usage', `${flag} is one of ${choices.join(', ')}, was "${text}"`);
  return found;
}

function parseDistance(flag: string, text: string): Distance & Trailing {
  const atr = /^([\d.]+)\s*atr$/i.exec(text);
  return atr ? { atr: toNumber(flag, atr[1]) } : { fraction: toNumber(flag, text) };
}

function parseUnits(text: string): PortfolioSettings['units'] {
  if (text === 'integer' || text === 'fractional') return text;
  const lot = /^lot:(.+)$/.exec(text);
  if (lot) return { lot: toNumber('--units lot', lot[1]) ?? 1 };
  throw new Problem('usage', `--units is integer, fractional or lot:100, was "${text}"`);
}

function parseSize(text: string): SizeRule {
  if (text === 'all-in') return { kind: 'all-in' };
  const match = /^(cash|shares|equity|vol|risk|kelly):([^@]+)(?:@(.+))?$/.exec(text);
  if (!match) {
    throw new Problem('usage', `--size "${text}" is not known`, {
      suggestion: 'Write all-in, cash:10000, shares:100, equity:0.2, vol:0.15, risk:0.01@2 or kelly:0.5.',
    });
  }
  const [, kind, amount, more] = match;
  const first = toNumber(`--size ${kind}`, amount) ?? 0;
  const second = toNumber(`--size ${kind}`, more);
  switch (kind) {
    case 'cash':
      return { kind: 'cash', amount: first };
    case 'shares':
      return { kind: 'shares', shares: first };
    case 'equity':
      return { kind: 'equity', fraction: first };
    case 'vol':
      return { kind: 'volatility-target', annual: first };
    case 'risk':
      return { kind: 'atr-risk', risk: first, multiple: second ?? 2 };
    default:
      return { kind: 'kelly', fraction: first, initial: second ?? 0.1 };
  }
}

function parseSlippage(text: string): Slippage {
  const match = /^([\d.]+)(bps|\/share|vol|impact)$/.exec(text);
  if (!match) {
    throw new Problem('usage', `--slippage "${text}" is not known`, {
      suggestion: 'Write 5bps, 0.01/share, 0.1vol or 0.5impact.',
    });
  }
  const value = Number(match[1]);
  switch (match[2]) {
    case 'bps':
      return { kind: 'bps', bps: value };
    case '/share':
      return { kind: 'per-share', amount: value };
    case 'vol':
      return { kind: 'volatility', multiple: value };
    default:
      return { kind: 'square-root', coefficient: value };
  }
}
