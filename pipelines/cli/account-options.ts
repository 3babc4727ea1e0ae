import type { Adjustment } from '../../models/bars/index.js';
import {
  type CompatibilityMode,
  type Distance,
  fillRulesOf,
  type PortfolioSettings,
  type SizeRule,
  type Slippage,
  type Trailing,
} from '../../models/simulation/index.js';
import type { RunSettings, Strategy } from '../../models/strategies/index.js';
import type { Config } from '../config/index.js';
import { Problem } from '../errors/index.js';
import { toCount } from './flags.js';
import { parseRebalance } from './rebalance-options.js';
import { toNumber } from './source-options.js';
import type { StrategyFlags } from './strategy-options.js';

const PORTFOLIO_FLAGS = [
  'portfolio',
  'rank',
  'maxPositions',
  'maxPerSector',
  'sectorCap',
  'rebalance',
  'drift',
  'hold',
  'weight',
  'gross',
] as const;

/** The account that the flags describe; what they leave open, the strategy decides. */
export function accountSettings(flags: StrategyFlags, config: Config): RunSettings {
  const basis = oneOf('--stop-basis', flags.stopBasis ?? 'fill', ['fill', 'signal'] as const);
  const stated: RunSettings = {
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
    rebalance: parseRebalance(flags),
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

/** Whose fill rules and definitions the run follows. */
export function compatibility(flags: StrategyFlags): CompatibilityMode {
  return oneOf('--compat', flags.compat ?? 'technic', ['technic', 'backtesting.py', 'vectorbt'] as const);
}

/** Do all symbols share one account: because the strategy is of that kind, or because a flag speaks of it? */
export function isOneAccount(strategy: Strategy, flags: StrategyFlags): boolean {
  return strategy.account === 'portfolio' || PORTFOLIO_FLAGS.some((flag) => flags[flag] !== undefined);
}

/** How prices are adjusted; undefined leaves it to the config. @throws Problem for another word. */
export function adjustmentFlag(text: string | undefined): Adjustment | undefined {
  return text === undefined ? undefined : oneOf('--adjust', text, ['none', 'splits', 'all'] as const);
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
