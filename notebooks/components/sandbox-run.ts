import { createRandom } from '../models/random/index.js';
import {
  type CodeStrategy,
  compileStrategy,
  runPortfolioStrategy,
  runStrategy,
  strategyColumns,
} from '../models/strategies/index.js';
import { describeLookAhead, detectLookAhead } from '../models/validation/index.js';
import { oneAccountSettings } from './one-account.js';
import type {
  SandboxAccount,
  SandboxPortfolio,
  SandboxSymbol,
  StrategyOffer,
  ToSandbox,
} from './sandbox-protocol.js';

/** Moments at which the detector changes the future. */
export const LOOK_AHEAD_CUTS = 12;
const LOOK_AHEAD_SEED = 20260301;
const MOST_TRADES = 20_000;
const MOST_PARAMETERS = 20;
/** Symbols run or prepared, and closes decided, between signs of life. */
export const SYMBOLS_A_SIGN = 20;
const CLOSES_A_SIGN = 20_000;

/**
 * The one strategy in TypeScript among what a module exports.
 * @throws Error that says what is missing, in the words of the template.
 */
export function offeredStrategy(exported: readonly unknown[]): CodeStrategy {
  const found = exported.find(
    (value): value is Record<string, unknown> =>
      typeof value === 'object' && value !== null && 'kind' in value && 'decide' in value,
  );
  if (found === undefined) {
    throw new Error("no strategy is exported: an object with kind: 'code', prepare and decide");
  }
  if (found.kind !== 'code') throw new Error(`kind must be 'code', was ${JSON.stringify(found.kind)}`);
  for (const name of ['prepare', 'decide'] as const) {
    if (typeof found[name] !== 'function') throw new Error(`${name} must be a function`);
  }
  if (!Array.isArray(found.parameters)) throw new Error('parameters must be a list, [] for none');
  if (found.parameters.length > MOST_PARAMETERS) throw new Error(`at most ${MOST_PARAMETERS} parameters`);
  for (const parameter of found.parameters as Record<string, unknown>[]) checkParameter(parameter);
  return found as unknown as CodeStrategy;
}

function checkParameter(parameter: Record<string, unknown>): void {
  if (typeof parameter.name !== 'string' || !/^[a-zA-Z_]\w*$/.test(parameter.name)) {
    throw new Error(`a parameter's name is a word, was ${JSON.stringify(parameter.name)}`);
  }
  for (const key of ['default', 'min', 'max', 'step'] as const) {
    const value = parameter[key];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new Error(`parameter ${parameter.name}: ${key} must be a number, was ${JSON.stringify(value)}`);
    }
  }
  if (!((parameter.step as number) > 0)) throw new Error(`parameter ${parameter.name}: step must be above 0`);
}

/** What of a strategy the page shows: plain text and numbers, whatever else the module put there. */
export function describeOffer(strategy: CodeStrategy): StrategyOffer {
  return {
    name: plainText(strategy.name, 'my-idea', 60),
    title: plainText(strategy.title, 'my idea', 100),
    description: plainText(strategy.description, '', 1000),
    parameters: strategy.parameters.map(({ name, title, default: fallback, min, max, step, integer }) => ({
      name,
      title: plainText(title, name, 100),
      default: fallback,
      min,
      max,
      step,
      integer,
    })),
  };
}

/** The reader's module is JavaScript by now: its types are a promise that nobody checked. */
function plainText(value: unknown, otherwise: string, most: number): string {
  return (typeof value === 'string' && value !== '' ? value : otherwise).slice(0, most);
}

/**
 * Runs a strategy on one symbol by the engine's simulator.
 * @throws Error for a parameter out of bounds, whatever the strategy itself throws, too many trades, or a
 * strategy that chooses among many symbols.
 */
export function runSandboxed(
  strategy: CodeStrategy,
  { parameters, settings }: Pick<ToSandbox, 'parameters' | 'settings'>,
  { symbol, bars }: SandboxSymbol,
): SandboxAccount {
  if (strategy.account === 'portfolio')
    throw new Error('this strategy chooses among many symbols: run it on all of them in one account');
  const { equity, position, trades, rejections, totals } = runStrategy(
    compileStrategy(strategy, parameters),
    { bars },
    settings,
  );
  if (trades.length > MOST_TRADES) {
    throw new Error(`${trades.length} trades on ${symbol}: the Lab takes at most ${MOST_TRADES}`);
  }
  return { equity, position, trades, rejections, totals };
}

/**
 * Runs a strategy on all symbols in one account, the way the Lab runs rules there: it prepares and decides for
 * each, and entries compete for the cash by their rank.
 * @param onDecided called now and then with the number of closes at which it has decided; 0 while it prepares.
 * @throws Error as `runSandboxed` does.
 */
export function runSandboxedPortfolio(
  strategy: CodeStrategy,
  { parameters, settings, symbols }: Pick<ToSandbox, 'parameters' | 'settings' | 'symbols'>,
  onDecided: (closes: number) => void,
): SandboxPortfolio {
  const run = runPortfolioStrategy(
    compileStrategy(withSigns(strategy, onDecided), parameters),
    { symbols: symbols.map(({ symbol }) => symbol), inputs: symbols },
    { ...settings, ...oneAccountSettings(strategy) },
  );
  const { time, equity, longValue, shortValue, trades, rejections, totals } = run;
  return { time, equity, longValue, shortValue, trades, totals, rejectedCount: rejections.length };
}

/** The same strategy, which says how far it is after every so many symbols prepared and closes decided. */
function withSigns(strategy: CodeStrategy, onDecided: (closes: number) => void): CodeStrategy {
  let prepared = 0;
  let decided = 0;
  return {
    ...strategy,
    prepare(bars, parameters) {
      if (++prepared % SYMBOLS_A_SIGN === 0) onDecided(0);
      return strategy.prepare(bars, parameters);
    },
    decide(i, account, own) {
      if (++decided % CLOSES_A_SIGN === 0) onDecided(decided);
      return strategy.decide(i, account, own);
    },
  };
}

/**
 * Runs a strategy again with the bars after a moment cut off or changed, and says in a sentence each which
 * of its series, its decisions or its position knew them.
 */
export function findLookAhead(
  strategy: CodeStrategy,
  { parameters, settings }: Pick<ToSandbox, 'parameters' | 'settings'>,
  { bars }: SandboxSymbol,
): string[] {
  const compiled = compileStrategy(strategy, parameters);
  const findings = detectLookAhead((changed) => strategyColumns(compiled, changed, settings), bars, {
    random: createRandom(LOOK_AHEAD_SEED),
    cuts: LOOK_AHEAD_CUTS,
  });
  return findings.map(describeLookAhead);
}
