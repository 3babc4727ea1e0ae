import type { PortfolioPanel } from './panel.js';
import type { PortfolioSettings } from './portfolio-settings.js';
import type { Signals } from './signals.js';

/**
 * Target weights of a rebalancing session, as fractions of equity. They read signals of each symbol's
 * previous bar only; a symbol without a bar in the session, or without an earlier one, gets NaN: it
 * cannot be traded and keeps what it holds.
 *
 * @param barIndexes each symbol's bar in the session, or -1.
 */
export function targetWeights(
  panel: PortfolioPanel,
  signals: readonly Signals[],
  settings: PortfolioSettings,
  barIndexes: Int32Array,
): Float64Array {
  const weights = new Float64Array(barIndexes.length);
  const { rebalance } = settings;
  if (rebalance === undefined) return weights;
  const { selection, gross = 1 } = rebalance;
  const tradable: number[] = [];
  for (let k = 0; k < weights.length; k++) {
    if (barIndexes[k] > 0 && panel.bars[k].open[barIndexes[k]] > 0) tradable.push(k);
    else weights[k] = Number.NaN;
  }
  switch (selection.kind) {
    case 'equal':
      for (const k of tradable) weights[k] = gross / tradable.length;
      break;
    case 'weights':
      for (const k of tradable) weights[k] = signals[k].weight?.[barIndexes[k] - 1] || 0;
      break;
    case 'rank': {
      const sides = selection.short === undefined ? 1 : 2;
      const longs = pick(tradable, signals, barIndexes, 'entry', 1, selection.long, panel, settings);
      const shorts = pick(
        tradable.filter((k) => !longs.includes(k)),
        signals,
        barIndexes,
        'short',
        -1,
        selection.short ?? 0,
        panel,
        settings,
      );
      // Divided by the number asked for: with fewer candidates the rest stays in cash.
      for (const k of longs) weights[k] = gross / sides / selection.long;
      for (const k of shorts) weights[k] = -gross / sides / (selection.short ?? 1);
      break;
    }
  }
  if (settings.sectorCap !== undefined) capSectors(weights, panel, settings.sectorCap);
  return weights;
}

/** The best `count` by rank (times `sign`), ties in panel order, at most `maxPerSector` of a sector. */
function pick(
  tradable: readonly number[],
  signals: readonly Signals[],
  barIndexes: Int32Array,
  condition: 'entry' | 'short',
  sign: 1 | -1,
  count: number,
  panel: PortfolioPanel,
  settings: PortfolioSettings,
): number[] {
  const rank = (k: number) => sign * (signals[k].rank?.[barIndexes[k] - 1] ?? Number.NaN);
  const wanted = tradable
    .filter((k) => Number.isFinite(rank(k)) && (signals[k][condition]?.[barIndexes[k] - 1] ?? 1) === 1)
    .sort((a, b) => rank(b) - rank(a) || a - b);
  const chosen: number[] = [];
  const perSector = new Map<string | null, number>();
  for (const k of wanted) {
    if (chosen.length === count) break;
    const sector = panel.sectors?.[k] ?? null;
    const held = perSector.get(sector) ?? 0;
    if (settings.maxPerSector !== undefined && held >= settings.maxPerSector) continue;
    perSector.set(sector, held + 1);
    chosen.push(k);
  }
  return chosen;
}

/** Scales a sector's weights down to the cap; the rest stays in cash. */
function capSectors(weights: Float64Array, panel: PortfolioPanel, cap: number): void {
  const gross = new Map<string | null, number>();
  for (let k = 0; k < weights.length; k++) {
    const sector = panel.sectors?.[k] ?? null;
    gross.set(sector, (gross.get(sector) ?? 0) + Math.abs(weights[k] || 0));
  }
  for (let k = 0; k < weights.length; k++) {
    const sum = gross.get(panel.sectors?.[k] ?? null) ?? 0;
    if (sum > cap) weights[k] *= cap / sum;
  }
}
