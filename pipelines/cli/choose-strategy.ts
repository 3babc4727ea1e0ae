import {
  type ParameterValues,
  type RuleStrategy,
  type Strategy,
  type StrategyParameter,
  type StrategyRules,
  strategies,
} from '../../models/strategies/index.js';
import { Problem, unknownName } from '../errors/index.js';
import { loadStrategyFile, OWN_STRATEGIES, ownStrategies, strategyFile } from '../strategy-files/index.js';
import { parseRange } from './parameter-range.js';
import { toNumber } from './source-options.js';
import type { StrategyFlags } from './strategy-options.js';

/** A strategy, and where it comes from. */
export interface ChosenStrategy {
  readonly strategy: Strategy;
  /** Of a file of one's own: its path, and the module that gives it to any thread. */
  readonly file?: { readonly path: string; readonly code: string };
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
  'weight',
] as const;
const LONGEST_TITLE = 120;
/** What says when to hold something; `rank` only says in which order. */
const ENTERING = ['entry', 'short', 'entryLimit', 'entryStop', 'shortLimit', 'shortStop', 'weight'] as const;

/**
 * The strategy that a name, a file or the rule flags describe.
 * @throws Problem for an unknown name (with what there is), or when nothing says when to enter.
 */
export async function chooseStrategy(
  name: string | undefined,
  flags: StrategyFlags,
): Promise<ChosenStrategy> {
  const given = RULE_FLAGS.find((flag) => flags[flag] !== undefined);
  if (name !== undefined && given !== undefined) {
    const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new Problem('usage', `give the name of a strategy or rules such as --${flag}, not both`, {
      suggestion: `Rules of ${name}: npx technic strategy show ${name}`,
    });
  }
  if (name !== undefined) return namedStrategy(name);
  const holdsWeights = flags.rebalance !== undefined || flags.drift !== undefined || flags.hold !== undefined;
  if (!holdsWeights && !ENTERING.some((flag) => flags[flag] !== undefined)) {
    throw new Problem('usage', 'nothing says when to enter', {
      suggestion: `Give --entry "close > sma(close, 50)", or --rebalance monthly, or a strategy: ${strategies.map((strategy) => strategy.name).join(', ')}.`,
    });
  }
  return { strategy: ruleStrategy(flags) };
}

async function namedStrategy(name: string): Promise<ChosenStrategy> {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found) return { strategy: found };
  const path = strategyFile(name);
  if (path !== undefined) {
    const { strategy, code } = await loadStrategyFile(path);
    return { strategy, file: { path, code } };
  }
  throw unknownName('strategy', name, [...strategies.map((strategy) => strategy.name), ...ownStrategies()], {
    more: `your own are in ${OWN_STRATEGIES}/ here, or given by their path`,
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
  return {
    kind: 'rules',
    name: 'custom',
    title: titleOf(rules),
    description: 'Rules given on the command line.',
    source: 'the user',
    parameters: parameterTexts(flags).map(declaredParameter),
    account: 'single',
    rules: rules as StrategyRules,
  };
}

/** Rules in a line; what only holds weights has none. */
function titleOf(rules: Readonly<Record<string, string>>): string {
  const text = Object.entries(rules)
    .map(([name, rule]) => `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${rule}`)
    .join('; ');
  if (text === '') return 'Rebalanced weights';
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;
}

/** A name in the rules of the command line is declared by its value, or by its range in a sweep. */
function declaredParameter(text: string): StrategyParameter {
  const { name, min, max, step } = parseRange(text);
  return {
    name,
    title: name,
    default: min,
    min: max > min ? min : Number.NEGATIVE_INFINITY,
    max: max > min ? max : Number.POSITIVE_INFINITY,
    step,
    integer: false,
  };
}

/** The values of --param, one text each: several may stand in one flag, or be separated by commas. */
export function parameterTexts({ param }: Pick<StrategyFlags, 'param'>): string[] {
  return (param ?? []).flatMap((part) => part.split(',')).map((text) => text.trim());
}

/** Parameters given as name=value. @throws Problem naming the faulty one. */
export function parameterValues(flags: StrategyFlags): ParameterValues {
  const values: Record<string, number> = {};
  for (const text of parameterTexts(flags)) {
    const match = /^([a-zA-Z_]\w*)=(.+)$/.exec(text);
    if (!match) throw new Problem('usage', `--param is written name=value, was "${text}"`);
    const [, name, value] = match;
    if (/^-?[\d.]+:/.test(value)) {
      throw new Problem('usage', `--param ${text} is a range, and a backtest takes one value`, {
        suggestion: 'Try a range with: npx technic sweep',
      });
    }
    values[name] = toNumber(`--param ${name}`, value) ?? 0;
  }
  return values;
}
