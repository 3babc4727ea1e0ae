import type { Bars } from '../bars/index.js';
import type { AccountView, Decision, PortfolioSettings, Signals } from '../simulation/index.js';

/** A parameter with the bounds that sliders, sweeps and tests respect. */
export interface StrategyParameter {
  readonly name: string;
  readonly title: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Step of a slider and of a default sweep. */
  readonly step: number;
  readonly integer: boolean;
}

/** Values of a strategy's parameters by name. */
export type ParameterValues = Readonly<Record<string, number>>;

/** Expressions by the signal they give; parameters of the strategy are names in them. */
export type StrategyRules = Readonly<Partial<Record<keyof Signals, string>>>;

interface StrategyHead {
  /** Kebab-case, as the command line spells it. */
  readonly name: string;
  readonly title: string;
  /** What it does and why it might work, in one or two sentences. */
  readonly description: string;
  /** Where the rule comes from. */
  readonly source: string;
  readonly parameters: readonly StrategyParameter[];
  /** A condition on the parameters that sweeps respect, such as "fast < slow". */
  readonly where?: string;
  /**
   * Does it trade one symbol at a time, or choose among many in one account? A person can have the former
   * run in one account too.
   */
  readonly account: 'single' | 'portfolio';
  /** What the rule says about stops, sizes and orders; costs and cash are the user's. */
  settings?(parameters: ParameterValues): PortfolioSettings;
}

/** A strategy written as expressions. */
export interface RuleStrategy extends StrategyHead {
  readonly kind: 'rules';
  readonly rules: StrategyRules;
}

/**
 * A strategy written in TypeScript. `prepare` sees all bars once and must fill index i of what it returns
 * from bars 0…i only; `decide` is asked at each close. In one account for many symbols both are called for
 * each symbol; entries then compete for the cash by their `rank`. The look-ahead detector reruns both on
 * truncated and perturbed futures.
 */
export interface CodeStrategy<Prepared = unknown> extends StrategyHead {
  readonly kind: 'code';
  prepare(bars: Bars, parameters: ParameterValues): Prepared;
  decide(barIndex: number, account: AccountView, prepared: Prepared): Decision | undefined;
}

export type Strategy = RuleStrategy | CodeStrategy;

/**
 * Parameter values with defaults filled in.
 * @throws Error for an unknown name, a value out of bounds, or a fraction where a whole number is needed.
 */
export function resolveParameters(strategy: Strategy, given: ParameterValues = {}): ParameterValues {
  const known = new Map(strategy.parameters.map((parameter) => [parameter.name, parameter]));
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue;
    const names = [...known.keys()].join(', ') || 'none';
    throw new Error(`${strategy.name}: unknown parameter "${name}"; it has ${names}`);
  }
  const values: Record<string, number> = {};
  for (const { name, min, max, integer, default: fallback } of strategy.parameters) {
    const value = given[name] ?? fallback;
    if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
      const kind = integer ? 'an integer' : 'a number';
      throw new Error(`${strategy.name}: ${name} must be ${kind} from ${min} to ${max}, was ${value}`);
    }
    values[name] = value;
  }
  return values;
}
