import { type Bars, sliceBars } from '../bars/index.js';
import type { Random } from '../random/index.js';

/** How the bars after a cut differ: gone, or there but others. */
export type Future = 'truncated' | 'perturbed';

/**
 * Bars that are as given up to `time`, and afterwards gone or different. All memory is new, so that a
 * computation cannot recognise what it saw before.
 */
export function changeFuture(bars: Bars, time: number, future: Future, random: Random): Bars {
  const cut = lastBarAt(bars, time);
  return future === 'truncated' ? copyBars(sliceBars(bars, 0, cut + 1)) : perturb(bars, cut, random);
}

/** Index of the last bar that starts at or before `time`; −1 when none does. */
export function lastBarAt(bars: Bars, time: number): number {
  let low = 0;
  let high = bars.time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars.time[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function copyBars(bars: Bars): Bars {
  return {
    time: bars.time.slice(),
    open: bars.open.slice(),
    high: bars.high.slice(),
    low: bars.low.slice(),
    close: bars.close.slice(),
    volume: bars.volume.slice(),
    interval: bars.interval,
  };
}

/** Each bar after the cut is scaled by a factor of its own, so that ranges stay ranges. */
function perturb(bars: Bars, cut: number, random: Random): Bars {
  const changed = copyBars(bars);
  for (let i = cut + 1; i < bars.time.length; i++) {
    const factor = Math.exp(0.2 * random.normal());
    changed.open[i] *= factor;
    changed.high[i] *= factor;
    changed.low[i] *= factor;
    changed.close[i] *= factor;
    changed.volume[i] *= Math.exp(random.normal());
  }
  return changed;
}
