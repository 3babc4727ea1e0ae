import { type Action, type Bars, isoDate } from '../../../models/bars/index.js';
import { flagJumps } from './flag-jumps.js';
import { flagSessions } from './flag-sessions.js';
import type { MarketSessions } from './market-sessions.js';

export type FlagKind =
  | 'high_lt_low'
  | 'close_outside_range'
  | 'open_outside_range'
  | 'zero_volume'
  | 'tiny_volume'
  | 'missing_volume'
  | 'flat_bar'
  | 'jump'
  | 'stale'
  | 'gap'
  | 'holiday_bar'
  | 'late_start'
  | 'ended_early';

/** Something to look at in an accepted bar, or, for a gap, in the first missing one. */
export interface Flag {
  readonly time: number;
  readonly kind: FlagKind;
  readonly detail: string;
}

/** A symbol whose median day has a thousand times as many shares is suspect with fewer than this. */
const TINY_SHARES = 1000;
const TINY_SHARE_OF_MEDIAN = 0.001;
/** So many equal closes in a row look like a price that was not updated. */
const STALE_BARS = 5;

/**
 * All flags of one symbol's bars, by kind and then date.
 * @param actions explain a jump on their ex-date.
 */
export function flagBars(bars: Bars, actions: readonly Action[], sessions: MarketSessions): Flag[] {
  const flags: Flag[] = [];
  flagShapes(bars, flags);
  flagVolumes(bars, flags);
  flagStale(bars, flags);
  flagJumps(bars, actions, flags);
  flagSessions(bars, sessions, flags);
  return flags;
}

function flagShapes({ time, open, high, low, close, volume }: Bars, flags: Flag[]): void {
  for (let i = 0; i < time.length; i++) {
    const o = open[i];
    const h = high[i];
    const l = low[i];
    const c = close[i];
    if (o === h && h === l && l === c) {
      flags.push({ time: time[i], kind: 'flat_bar', detail: `o=h=l=c=${c} v=${volume[i]}` });
    }
    if (h < l) flags.push({ time: time[i], kind: 'high_lt_low', detail: `high=${h} low=${l}` });
    if (c > h || c < l) {
      flags.push({ time: time[i], kind: 'close_outside_range', detail: `c=${c} h=${h} l=${l}` });
    }
    if (o > h || o < l) {
      flags.push({ time: time[i], kind: 'open_outside_range', detail: `o=${o} h=${h} l=${l}` });
    }
  }
}

function flagVolumes({ time, close, volume }: Bars, flags: Flag[]): void {
  const known = volume.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) {
    flags.push({ time: time[0], kind: 'missing_volume', detail: `no volume in all ${time.length} bars` });
    return;
  }
  const tiny = Math.min(TINY_SHARES, known[known.length >> 1] * TINY_SHARE_OF_MEDIAN);
  for (let i = 0; i < time.length; i++) {
    const v = volume[i];
    if (v === 0) flags.push({ time: time[i], kind: 'zero_volume', detail: `v=0 c=${close[i]}` });
    else if (v < tiny) flags.push({ time: time[i], kind: 'tiny_volume', detail: `v=${v} c=${close[i]}` });
    else if (Number.isNaN(v)) flags.push({ time: time[i], kind: 'missing_volume', detail: `c=${close[i]}` });
  }
}

function flagStale({ time, close }: Bars, flags: Flag[]): void {
  for (let start = 0; start < time.length; ) {
    let end = start + 1;
    while (end < time.length && close[end] === close[start]) end += 1;
    if (end - start >= STALE_BARS) {
      const detail = `close ${close[start]} in ${end - start} bars in a row, from ${isoDate(time[start])}`;
      flags.push({ time: time[end - 1], kind: 'stale', detail });
    }
    start = end;
  }
}
