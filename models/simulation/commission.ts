import type { Commission } from './settings.js';

/** Fee of a fill: max(minimum, perTrade + perShare x shares + bps x value / 10,000); zero for zero shares. */
export function commissionOf(commission: Required<Commission>, shares: number, price: number): number {
  if (shares === 0) return 0;
  const linear =
    commission.perTrade + commission.perShare * shares + (commission.bps / 10_000) * (shares * price);
  return linear > commission.minimum ? linear : commission.minimum;
}

/** Part of a budget left unspent, so that rounding never makes a purchase exceed it. */
const BUDGET_MARGIN = 1e-9;

/**
 * The most shares, not yet rounded, whose value and fee fit into a budget:
 * shares x price + fee(shares) <= budget x (1 - 1e-9). With a fee in basis points alone this is
 * budget x (1 - 1e-9) / (price x (1 + rate)).
 */
export function affordableShares(commission: Required<Commission>, budget: number, price: number): number {
  const usable = budget * (1 - BUDGET_MARGIN);
  const linear =
    (usable - commission.perTrade) / (price * (1 + commission.bps / 10_000) + commission.perShare);
  if (commission.minimum === 0) return linear > 0 ? linear : 0;
  const withMinimum = (usable - commission.minimum) / price;
  const shares = linear < withMinimum ? linear : withMinimum;
  return shares > 0 ? shares : 0;
}

/** Shares rounded down to a multiple of the lot; unchanged when the lot is 0 (fractional). */
export function roundToLot(shares: number, lot: number): number {
  if (lot === 0) return shares;
  return lot === 1 ? Math.floor(shares) : Math.floor(shares / lot) * lot;
}
