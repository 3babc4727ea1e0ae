import type { Action, Bars } from '../../../models/bars/index.js';
import type { Flag } from './flag-bars.js';

/** Close-to-close changes beyond these are seldom news alone. */
const JUMP_UP = 1.35;
const JUMP_DOWN = 0.74;
/** Usual splits, new shares per old share. */
const RATIOS: readonly (readonly [string, number])[] = [
  ['2:1', 2],
  ['3:1', 3],
  ['3:2', 1.5],
  ['4:1', 4],
  ['5:1', 5],
  ['5:4', 1.25],
  ['7:1', 7],
  ['10:1', 10],
  ['20:1', 20],
  ['1:2', 1 / 2],
  ['1:3', 1 / 3],
  ['1:4', 1 / 4],
  ['1:5', 1 / 5],
  ['1:8', 1 / 8],
  ['1:10', 1 / 10],
  ['1:15', 1 / 15],
  ['1:20', 1 / 20],
];
const RATIO_TOLERANCE = 0.03;

/**
 * Closes beyond +35 % or −26 % of the bar before, after the actions of that day are taken out. The detail
 * names the split it would be, when it is near a usual ratio.
 */
export function flagJumps({ time, close }: Bars, actions: readonly Action[], flags: Flag[]): void {
  const factors = new Map<number, number>();
  for (const { exTime, factor } of actions) factors.set(exTime, (factors.get(exTime) ?? 1) * factor);
  for (let i = 1; i < time.length; i++) {
    const ratio = close[i] / close[i - 1];
    if (ratio <= JUMP_UP && ratio >= JUMP_DOWN) continue;
    const explained = ratio / (factors.get(time[i]) ?? 1);
    if (explained <= JUMP_UP && explained >= JUMP_DOWN) continue;
    const near = RATIOS.find(([, split]) => Math.abs(ratio * split - 1) <= RATIO_TOLERANCE);
    const hint = near === undefined ? '' : `; looks like an unadjusted ${near[0]} split`;
    const detail = `close ${close[i - 1]} -> ${close[i]} ratio ${ratio.toFixed(4)}${hint}`;
    flags.push({ time: time[i], kind: 'jump', detail });
  }
}
