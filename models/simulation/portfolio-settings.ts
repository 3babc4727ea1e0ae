import type { RebalanceCalendar } from './calendar-rule.js';
import type { SimulationSettings } from './settings.js';

/** Which symbols a rebalanced portfolio holds, from what was known at the previous close. */
export type Selection =
  /** Every symbol with a bar, equally. */
  | { readonly kind: 'equal' }
  /** The weights of `Signals.weight`. */
  | { readonly kind: 'weights' }
  /**
   * The highest `long` by `Signals.rank` long and the lowest `short` short, each equally weighted.
   * With both, half of `gross` on each side: market-neutral. Symbols whose `entry` signal is given and
   * not 1 are not bought; whose `short` signal is given and not 1, not sold short.
   */
  | { readonly kind: 'rank'; readonly long: number; readonly short?: number };

/** Positions are set to target weights on some sessions, at the open. */
export interface Rebalance {
  /**
   * Default monthly; when only `drift` is given, the first session with something to hold, and never again.
   */
  readonly calendar?: RebalanceCalendar;
  /** Also when a position's share of equity at the close is off its target by more than this. */
  readonly drift?: number;
  readonly selection: Selection;
  /** Sum of |weights| for `equal` and `rank`; default 1. */
  readonly gross?: number;
}

/** Settings of one cash account for many symbols. `size` speaks of the whole account's equity. */
export interface PortfolioSettings extends SimulationSettings {
  /** Positions held at one time; default unlimited. */
  readonly maxPositions?: number;
  /** Positions per sector at one time; default unlimited. */
  readonly maxPerSector?: number;
  /**
   * Gross exposure of one sector as a fraction of equity. No entry in a sector that has reached it;
   * target weights of a sector are scaled down to it.
   */
  readonly sectorCap?: number;
  /** Hold target weights instead of following entry and exit signals. */
  readonly rebalance?: Rebalance;
}

/** @throws Error naming the key, the rule and the value; also for sector limits without known sectors. */
export function checkPortfolioSettings(
  settings: PortfolioSettings,
  sectors: readonly (string | null)[] | undefined,
): void {
  if (settings.maxPerSector !== undefined || settings.sectorCap !== undefined) {
    if (sectors === undefined || sectors.every((sector) => sector === null)) {
      const key = settings.maxPerSector === undefined ? 'sectorCap' : 'maxPerSector';
      throw new Error(`simulatePortfolio: ${key} needs the sectors of the symbols, and none is known`);
    }
  }
  for (const key of ['maxPositions', 'maxPerSector'] as const) {
    const value = settings[key];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new Error(`simulatePortfolio: ${key} must be an integer ≥ 1, was ${value}`);
    }
  }
  for (const [key, value] of [
    ['sectorCap', settings.sectorCap],
    ['rebalance.drift', settings.rebalance?.drift],
    ['rebalance.gross', settings.rebalance?.gross],
  ] as const) {
    if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
      throw new Error(`simulatePortfolio: ${key} must be a positive number, was ${value}`);
    }
  }
  if (settings.rebalance === undefined) return;
  for (const key of ['stopLoss', 'target', 'trailing', 'maxBars'] as const) {
    if (settings[key] !== undefined) {
      throw new Error(`simulatePortfolio: ${key} does not apply with rebalance; express it in the weights`);
    }
  }
}
