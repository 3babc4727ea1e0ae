import type { Account, Figure } from './figure.js';
import { ofClosedTrades } from './figure-basis.js';

/** The source of what has no single author. */
export const COMMON_USAGE = 'Common usage';

/** A number of closed trades. */
export function tradeCount(
  name: string,
  title: string,
  definition: string,
  compute: (account: Account) => number,
): Figure {
  return {
    name,
    title,
    group: 'trades',
    unit: 'count',
    better: 'neither',
    basis: ofClosedTrades,
    definition,
    source: COMMON_USAGE,
    compute,
  };
}

/** An amount made or lost in closed trades. */
export function tradeCash(
  name: string,
  title: string,
  better: Figure['better'],
  definition: string,
  compute: (account: Account) => number,
): Figure {
  return {
    name,
    title,
    group: 'trades',
    unit: 'cash',
    better,
    basis: ofClosedTrades,
    definition,
    source: COMMON_USAGE,
    compute,
  };
}

/** A return of closed trades. */
export function tradeFraction(
  name: string,
  title: string,
  definition: string,
  compute: (account: Account) => number,
  source: string = COMMON_USAGE,
): Figure {
  return {
    name,
    title,
    group: 'trades',
    unit: 'fraction',
    better: 'higher',
    basis: ofClosedTrades,
    definition,
    source,
    compute,
  };
}
