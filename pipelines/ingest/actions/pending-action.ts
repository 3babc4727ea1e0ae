import type { Action, Bars } from '../../../models/bars/index.js';

/**
 * A corporate action as a source states it: a price factor, the cash of a dividend per share, or a split
 * as new shares per old share. The last two become a factor beside the symbol's bars.
 */
export type PendingAction =
  | Action
  | { readonly exTime: number; readonly kind: 'cash'; readonly cash: number }
  | {
      readonly exTime: number;
      readonly kind: 'ratio';
      readonly ratio: number;
      /** Whether the source's prices may reflect the split already. */
      readonly mayBeApplied: boolean;
    };

/**
 * Actions of one symbol as factors, by date, splits before dividends, each (date, kind) once: the first
 * stated stays.
 *
 * A cash dividend D is the factor 1 − D / close of the bar before the ex-date (CRSP, "Data Definitions:
 * factor to adjust price"); without such a bar, or when it exceeds that close, it is left out. A ratio r is
 * the factor 1/r; where the source may deliver prices that reflect it already (Yahoo does), it is taken only
 * if the prices show it: the change over the ex-date is nearer to 1/r than to none.
 */
export function resolveActions(pending: readonly PendingAction[], bars: Bars): Action[] {
  const actions = new Map<string, Action>();
  for (const item of pending) {
    const action = resolve(item, bars);
    const key = action && `${action.exTime} ${action.kind}`;
    if (action && key && !actions.has(key)) actions.set(key, action);
  }
  return [...actions.values()].sort((a, b) => a.exTime - b.exTime || (a.kind < b.kind ? 1 : -1));
}

function resolve(item: PendingAction, bars: Bars): Action | undefined {
  if ('factor' in item) return item;
  const at = firstBarFrom(bars.time, item.exTime);
  if (at === 0) return undefined;
  const before = bars.close[at - 1];
  if (item.kind === 'cash') {
    const factor = 1 - item.cash / before;
    return factor > 0 && factor < 1 ? { exTime: item.exTime, kind: 'dividend', factor } : undefined;
  }
  const factor = 1 / item.ratio;
  if (item.mayBeApplied) {
    if (at === bars.time.length) return undefined;
    const change = Math.abs(Math.log(bars.close[at] / before));
    const unexplained = Math.abs(Math.log(bars.close[at] / before / factor));
    if (change <= unexplained) return undefined;
  }
  return { exTime: item.exTime, kind: 'split', factor };
}

/** Index of the first bar on or after a time; the number of bars when there is none. */
function firstBarFrom(time: Float64Array, exTime: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] < exTime) low = middle + 1;
    else high = middle;
  }
  return low;
}
