import type { Bars } from '../bars/index.js';
import type { FigureOptions, FigureWorkspace } from '../statistics/index.js';
import { createFigureWorkspace, FIGURES, fillFigures } from '../statistics/index.js';
import type { MarketEvents } from './market-events.js';
import { createMarketEvents } from './market-events.js';
import type { ResolvedSettings } from './settings.js';
import type { MarketRun } from './simulate-market.js';
import { createMarketRun, simulateMarket } from './simulate-market.js';

/** Memory for sweeping bars of one length: the same for ten combinations and for ten thousand. */
export interface SweepWorkspace {
  readonly events: MarketEvents;
  readonly run: MarketRun;
  readonly figures: FigureWorkspace;
}

export function createSweepWorkspace(bars: number): SweepWorkspace {
  return {
    events: createMarketEvents(bars),
    run: createMarketRun(bars),
    figures: createFigureWorkspace(bars),
  };
}

/**
 * Runs one symbol through many combinations and keeps every figure of each.
 *
 * @param combinations how many.
 * @param fillEvents writes the events of combination c.
 * @param settings from `marketSettings`.
 * @param output row c, from `c x FIGURES.length` on, receives the figures of combination c in the order of
 * `FIGURES`; returned.
 */
export function sweepMarket(
  bars: Bars,
  combinations: number,
  fillEvents: (combination: number, events: MarketEvents) => void,
  settings: ResolvedSettings,
  options: FigureOptions = {},
  workspace: SweepWorkspace = createSweepWorkspace(bars.time.length),
  output: Float64Array = new Float64Array(combinations * FIGURES.length),
): Float64Array {
  const width = FIGURES.length;
  const { events, run, figures } = workspace;
  for (let c = 0; c < combinations; c++) {
    fillEvents(c, events);
    simulateMarket(bars, events, settings, run);
    fillFigures(run.equity, bars.time, run, options, figures, output.subarray(c * width, (c + 1) * width));
  }
  return output;
}
