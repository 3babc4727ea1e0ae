import type { FillRules } from './fill-rules.js';

/**
 * Price at which a limit order fills within a bar, or NaN when its level is not reached.
 *
 * A buy limit fills when low <= level, at min(start, level); a sell limit when high >= level, at
 * max(start, level).
 *
 * @param start first price of the order within the bar: the open, or its entry's own fill price.
 */
export function limitFill(
  isBuy: boolean,
  level: number,
  start: number,
  high: number,
  low: number,
  rules: FillRules,
): number {
  const through = rules.limitFill === 'through';
  if (isBuy) {
    if (!(through ? low < level : low <= level)) return Number.NaN;
    return start < level && rules.gapThroughLimit === 'open' ? start : level;
  }
  if (!(through ? high > level : high >= level)) return Number.NaN;
  return start > level && rules.gapThroughLimit === 'open' ? start : level;
}

/**
 * Price at which a stop order fills within a bar, or NaN when its level is not reached.
 *
 * A sell stop fills when low <= level, at min(start, level); a buy stop when high >= level, at
 * max(start, level): a gap through the level fills at the open.
 */
export function stopFill(
  isBuy: boolean,
  level: number,
  start: number,
  high: number,
  low: number,
  rules: FillRules,
): number {
  if (isBuy) {
    if (!(high >= level)) return Number.NaN;
    return start > level && rules.gapThroughStop === 'open' ? start : level;
  }
  if (!(low <= level)) return Number.NaN;
  return start < level && rules.gapThroughStop === 'open' ? start : level;
}
