import type { ResolvedSettings } from './settings.js';
import type { Rejection, RejectionReason, Totals, Trade } from './trade.js';

/** One cash account and everything booked on it. Shared by the books of all its symbols. */
export interface Account {
  readonly settings: ResolvedSettings;
  cash: number;
  /** Value of the long and of the short positions (positive) at their latest mark. */
  longValue: number;
  shortValue: number;
  /** Equity was not positive at a close: nothing is bought any more. */
  ruined: boolean;
  readonly totals: Totals;
  readonly trades: Trade[];
  readonly rejections: Rejection[];
  /** Rules across symbols: why an entry in this symbol may not be made now, or undefined. */
  admit: ((symbolIndex: number) => RejectionReason | undefined) | undefined;
}

/** An account with its starting cash and nothing else. */
export function openAccount(settings: ResolvedSettings): Account {
  return {
    settings,
    cash: settings.cash,
    longValue: 0,
    shortValue: 0,
    ruined: false,
    totals: { commission: 0, slippage: 0, borrow: 0, interest: 0, dividends: 0, turnover: 0, fills: 0 },
    trades: [],
    rejections: [],
    admit: undefined,
  };
}

/** Cash plus positions at their latest marks. */
export function equityOf(account: Account): number {
  return account.cash + account.longValue - account.shortValue;
}

/**
 * What may still be spent on positions and their fees: leverage x equity - gross exposure. Written so
 * that without leverage and shorts it is the cash itself, free of rounding.
 */
export function buyingPower(account: Account): number {
  const { leverage } = account.settings;
  const power = account.cash - 2 * account.shortValue;
  return leverage === 1 ? power : power + (leverage - 1) * equityOf(account);
}

/** Interest on cash that is not short proceeds, or margin interest on a debt, for a span of calendar days. */
export function accrueInterest(account: Account, days: number): void {
  const { cash: cashRate, margin } = account.settings.financing;
  const own = account.cash < 0 ? account.cash : Math.max(account.cash - account.shortValue, 0);
  const interest = own * (own < 0 ? margin : cashRate) * (days / 365);
  account.cash += interest;
  account.totals.interest += interest;
}
