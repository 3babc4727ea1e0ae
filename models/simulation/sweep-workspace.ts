import type { FigureWorkspace } from '../statistics/index.js';
import { createFigureWorkspace } from '../statistics/index.js';
import type { MarketEvents } from './market-events.js';
import { createMarketEvents } from './market-events.js';
import type { MarketRun } from './simulate-market.js';
import { createMarketRun } from './simulate-market.js';

/** Memory for sweeping bars of one length: the same for ten combinations and for ten thousand. */
export interface SweepWorkspace {
  readonly events: MarketEvents;
  readonly run: MarketRun;
  readonly figures: FigureWorkspace;
}

/** Memory for bars of exactly this number. */
export function createSweepWorkspace(bars: number): SweepWorkspace {
  return {
    events: createMarketEvents(bars),
    run: createMarketRun(bars),
    figures: createFigureWorkspace(bars),
  };
}
