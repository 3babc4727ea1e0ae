import type { PortfolioSettings } from '../models/simulation/index.js';
import type { Strategy } from '../models/strategies/index.js';

/** Positions of a strategy for one symbol when it is let loose on the universe. */
const POSITIONS = 20;

/**
 * How the Lab shares one account among all symbols: a strategy for one symbol holds up to 20 positions of a
 * twentieth of equity each; one that chooses among many says itself.
 */
export function oneAccountSettings({ account }: Pick<Strategy, 'account'>): PortfolioSettings {
  if (account === 'portfolio') return {};
  return { maxPositions: POSITIONS, size: { kind: 'equity', fraction: 1 / POSITIONS }, units: 'fractional' };
}
