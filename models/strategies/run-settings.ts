import type { PortfolioSettings, Rebalance } from '../simulation/index.js';

/** What a person says about the account of a run: of a rebalance, only what differs from the strategy's own. */
export type RunSettings = Omit<PortfolioSettings, 'rebalance'> & { readonly rebalance?: Partial<Rebalance> };

/**
 * The settings of a run: the person's on top of the strategy's own. A rebalance is put together key by key,
 * so that another calendar does not forget what is held; one that neither says what to hold holds every
 * symbol equally.
 */
export function settingsOnTop(own: PortfolioSettings, given: RunSettings): PortfolioSettings {
  const { rebalance, ...rest } = given;
  if (rebalance === undefined) return { ...own, ...rest };
  return { ...own, ...rest, rebalance: { selection: { kind: 'equal' }, ...own.rebalance, ...rebalance } };
}
