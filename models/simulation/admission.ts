import type { Account } from './account.js';
import { equityOf } from './account.js';
import type { Book } from './book.js';
import type { PortfolioPanel } from './panel.js';
import type { PortfolioSettings } from './portfolio-settings.js';
import type { RejectionReason } from './trade.js';

/**
 * The rule by which a portfolio refuses entries beyond its limits, or undefined when it has none.
 * @param held gives the books that may have a position, in panel order.
 */
export function admissionRule(
  account: Account,
  held: () => readonly Book[],
  panel: PortfolioPanel,
  settings: PortfolioSettings,
): ((symbolIndex: number) => RejectionReason | undefined) | undefined {
  const { maxPositions, maxPerSector, sectorCap } = settings;
  if (maxPositions === undefined && maxPerSector === undefined && sectorCap === undefined) return undefined;
  const sectorOf = (k: number) => panel.sectors?.[k] ?? null;
  return (symbolIndex) => {
    const sector = sectorOf(symbolIndex);
    let positions = 0;
    let inSector = 0;
    let exposure = 0;
    for (const book of held()) {
      if (book.shares === 0) continue;
      positions++;
      if (sectorOf(book.symbolIndex) !== sector) continue;
      inSector++;
      exposure += Math.abs(book.markedValue);
    }
    if (maxPositions !== undefined && positions >= maxPositions) return 'max-positions';
    if (maxPerSector !== undefined && inSector >= maxPerSector) return 'sector-cap';
    if (sectorCap !== undefined && exposure >= sectorCap * equityOf(account)) return 'sector-cap';
    return undefined;
  };
}
