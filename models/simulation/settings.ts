import type { Action } from '../bars/index.js';
import type { FillRules } from './fill-rules.js';
import { PESSIMISTIC_RULES } from './fill-rules.js';

/** Fee of one fill: max(minimum, perTrade + perShare x shares + bps of traded value). */
export interface Commission {
  readonly bps?: number;
  readonly perShare?: number;
  readonly perTrade?: number;
  readonly minimum?: number;
}

/**
 * How far market and stop fills move against the order, beside half the spread. Limits and targets fill
 * at their price. `volatility`: multiple x per-bar volatility x price. `square-root`: coefficient x
 * per-bar volatility x sqrt(shares / volume of the bar) x price (Almgren et al. 2005; Tóth et al. 2011).
 * Both need `Signals.volatility`.
 */
export type Slippage =
  | { readonly kind: 'none' }
  | { readonly kind: 'bps'; readonly bps: number }
  | { readonly kind: 'per-share'; readonly amount: number }
  | { readonly kind: 'volatility'; readonly multiple: number }
  | { readonly kind: 'square-root'; readonly coefficient: number };

/**
 * How many shares an entry asks for. Budgets include the entry fee. Every rule is capped by what the
 * account can pay.
 * - `all-in`: all buying power.
 * - `cash`: a fixed amount. `shares`: a fixed number.
 * - `equity`: a fraction of equity (of equity, not of the cash that is left).
 * - `volatility-target`: equity x annual / (volatility x sqrt(barsPerYear)); needs `Signals.volatility`.
 * - `atr-risk`: lose `risk` of equity if the price moves `multiple` ATR against; needs `Signals.atr`.
 * - `kelly`: fraction x (p - (1 - p) / b) of equity, p and b (mean win / mean loss) from the closed trades
 *   so far, after `minimumTrades` of them; `initial` of equity before (Kelly 1956).
 */
export type SizeRule =
  | { readonly kind: 'all-in' }
  | { readonly kind: 'cash'; readonly amount: number }
  | { readonly kind: 'shares'; readonly shares: number }
  | { readonly kind: 'equity'; readonly fraction: number }
  | { readonly kind: 'volatility-target'; readonly annual: number; readonly barsPerYear?: number }
  | { readonly kind: 'atr-risk'; readonly risk: number; readonly multiple: number }
  | {
      readonly kind: 'kelly';
      readonly fraction: number;
      readonly initial: number;
      readonly minimumTrades?: number;
    };

/** A protective level at a distance from the entry fill, or from the close of the signal bar. */
export interface Distance {
  /** Fraction of the basis price, or */
  readonly fraction?: number;
  /** multiple of `Signals.atr` at the signal bar. */
  readonly atr?: number;
  /** Default `fill`. */
  readonly basis?: 'fill' | 'signal';
}

/** A stop that follows the best price since entry, known at the previous close, and never retreats. */
export interface Trailing {
  readonly fraction?: number;
  /** Multiple of `Signals.atr` at the previous close. */
  readonly atr?: number;
}

/** Annual rates, as fractions, accrued on actual days / 365 between bars. */
export interface Financing {
  /** Paid on the value of short positions at the previous close. */
  readonly borrow?: number;
  /** Earned on cash that is not the proceeds of short sales. */
  readonly cash?: number;
  /** Paid on negative cash. */
  readonly margin?: number;
}

/** Everything about a simulation except prices and signals. Every key has a default. */
export interface SimulationSettings {
  /** Starting cash; default 100,000. */
  readonly cash?: number;
  /** Default: no fee. */
  readonly commission?: Commission;
  /** Full bid-ask spread in basis points; a market order pays half of it. Default 0. */
  readonly spreadBps?: number;
  readonly slippage?: Slippage;
  /** Largest share of a bar's volume an entry may take, in (0, 1]; the rest is reported. Default: no cap. */
  readonly participation?: number;
  /** Default all-in. */
  readonly size?: SizeRule;
  /** Whole shares (default), fractions, or a lot size. */
  readonly units?: 'integer' | 'fractional' | { readonly lot: number };
  /** Size with the price of the fill (default), or of the signal bar's close and cut at the fill if need be. */
  readonly sizeAt?: 'fill' | 'signal';
  /** Gross exposure allowed per unit of equity; default 1. */
  readonly leverage?: number;
  /** Equity / gross exposure below which all positions are closed at the close. Default 0: at ruin only. */
  readonly maintenance?: number;
  /** When orders without a price fill. Default `next-open`; `this-close` trades on the price it has just seen. */
  readonly fillAt?: 'next-open' | 'next-close' | 'this-close';
  readonly stopLoss?: Distance;
  readonly target?: Distance;
  readonly trailing?: Trailing;
  /** Exit at the open (or close, as `fillAt` says) of bar entry + maxBars. */
  readonly maxBars?: number;
  /** Bars for which a limit or stop entry works; default 1. */
  readonly validBars?: number;
  /** What an entry signal against the position does; default `reverse`. */
  readonly opposite?: 'reverse' | 'close' | 'ignore';
  readonly rules?: FillRules;
  readonly financing?: Financing;
  /** Splits and dividends, when the bars are unadjusted. Default none. */
  readonly actions?: readonly Action[];
  /** The symbol leaves the market at its last bar: positions are closed there at close x (1 - haircut). */
  readonly delisting?: { readonly haircut: number };
}

/** Settings with every default filled in. */
export interface ResolvedSettings extends Required<Omit<SimulationSettings, OptionalKey>> {
  readonly commission: Required<Commission>;
  readonly financing: Required<Financing>;
  readonly stopLoss?: Distance;
  readonly target?: Distance;
  readonly trailing?: Trailing;
  readonly maxBars?: number;
  readonly delisting?: { readonly haircut: number };
  /** Shares come in multiples of this; 0 for fractional. */
  readonly lot: number;
}
type OptionalKey =
  | 'commission'
  | 'financing'
  | 'stopLoss'
  | 'target'
  | 'trailing'
  | 'maxBars'
  | 'delisting'
  | 'units';

/**
 * Fills in the defaults and checks every value.
 * @throws Error naming the key, the rule and the value.
 */
export function resolveSettings(settings: SimulationSettings): ResolvedSettings {
  const {
    commission = {},
    financing = {},
    units = 'integer',
    participation = Number.POSITIVE_INFINITY,
  } = settings;
  const resolved: ResolvedSettings = {
    cash: settings.cash ?? 100_000,
    commission: { bps: 0, perShare: 0, perTrade: 0, minimum: 0, ...commission },
    spreadBps: settings.spreadBps ?? 0,
    slippage: settings.slippage ?? { kind: 'none' },
    participation,
    size: settings.size ?? { kind: 'all-in' },
    sizeAt: settings.sizeAt ?? 'fill',
    lot: units === 'integer' ? 1 : units === 'fractional' ? 0 : units.lot,
    leverage: settings.leverage ?? 1,
    maintenance: settings.maintenance ?? 0,
    fillAt: settings.fillAt ?? 'next-open',
    stopLoss: settings.stopLoss,
    target: settings.target,
    trailing: settings.trailing,
    maxBars: settings.maxBars,
    validBars: settings.validBars ?? 1,
    opposite: settings.opposite ?? 'reverse',
    rules: settings.rules ?? PESSIMISTIC_RULES,
    financing: { borrow: 0, cash: 0, margin: 0, ...financing },
    actions: [...(settings.actions ?? [])].sort((a, b) => a.exTime - b.exTime),
    delisting: settings.delisting,
  };
  check(resolved);
  return resolved;
}

function check(s: ResolvedSettings): void {
  positive('cash', s.cash);
  for (const [key, value] of Object.entries(s.commission)) notNegative(`commission.${key}`, value);
  for (const [key, value] of Object.entries(s.financing)) {
    if (!Number.isFinite(value)) fail(`financing.${key}`, 'a finite number', value);
  }
  notNegative('spreadBps', s.spreadBps);
  for (const [key, value] of Object.entries(s.slippage)) {
    if (typeof value === 'number') notNegative(`slippage.${key}`, value);
  }
  if (!(s.participation > 0)) fail('participation', 'above 0 and at most 1', s.participation);
  for (const [key, value] of Object.entries(s.size)) {
    if (typeof value === 'number') positive(`size.${key}`, value);
  }
  if (!(s.lot >= 0 && Number.isFinite(s.lot))) fail('units.lot', 'a positive number', s.lot);
  positive('leverage', s.leverage);
  notNegative('maintenance', s.maintenance);
  if (s.maxBars !== undefined) count('maxBars', s.maxBars);
  count('validBars', s.validBars);
  for (const key of ['stopLoss', 'target', 'trailing'] as const) {
    const distance = s[key];
    if (distance === undefined) continue;
    if ((distance.fraction === undefined) === (distance.atr === undefined)) {
      throw new Error(`simulate: ${key} needs exactly one of fraction and atr`);
    }
    positive(
      `${key}.${distance.atr === undefined ? 'fraction' : 'atr'}`,
      distance.fraction ?? distance.atr ?? 0,
    );
  }
  const haircut = s.delisting?.haircut ?? 0;
  if (!(haircut >= 0 && haircut <= 1)) fail('delisting.haircut', 'between 0 and 1', haircut);
}

function positive(key: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) fail(key, 'a positive number', value);
}

function notNegative(key: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) fail(key, 'zero or more', value);
}

function count(key: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) fail(key, 'an integer ≥ 1', value);
}

function fail(key: string, rule: string, value: number): never {
  throw new Error(`simulate: ${key} must be ${rule}, was ${value}`);
}
