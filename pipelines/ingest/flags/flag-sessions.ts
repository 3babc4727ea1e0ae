import { type Bars, isoDate } from '../../../models/bars/index.js';
import type { Flag } from './flag-bars.js';
import { closedBecause, type MarketSessions } from './market-sessions.js';

/** A life that begins or ends within this many sessions of the data is not worth a word. */
const EDGE_SESSIONS = 5;

/** Position of the first session on or after a time. */
function sessionFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a last bar lies more than five sessions before the end of the data. */
export function hasEndedEarly(lastTime: number, sessions: MarketSessions): boolean {
  return sessions.times.length - 1 - (sessionFrom(sessions.times, lastTime + 1) - 1) > EDGE_SESSIONS;
}

/** Missing sessions inside a symbol's life, bars where there is no session, late starts, early ends. */
export function flagSessions({ time }: Bars, sessions: MarketSessions, flags: Flag[]): void {
  const { times, isNyse } = sessions;
  const n = time.length;
  const first = sessionFrom(times, time[0]);
  if (first > EDGE_SESSIONS) {
    flags.push({
      time: time[0],
      kind: 'late_start',
      detail: `first bar; ${first} sessions after set start`,
    });
  }
  let next = first;
  for (let i = 0; i < n; i++) {
    if (times[next] === time[i]) {
      next += 1;
    } else if (times[next] < time[i]) {
      const missing = sessionFrom(times, time[i]) - next;
      flags.push({
        time: times[next],
        kind: 'gap',
        detail: `${missing} session(s) missing until ${isoDate(time[i])}`,
      });
      next += missing + (times[next + missing] === time[i] ? 1 : 0);
      if (times[next - 1] !== time[i]) flagClosed(time[i], isNyse, flags);
    } else {
      flagClosed(time[i], isNyse, flags);
    }
  }
  if (hasEndedEarly(time[n - 1], sessions)) {
    const after = times.length - next;
    flags.push({
      time: time[n - 1],
      kind: 'ended_early',
      detail: `last bar; ${after} sessions before set end`,
    });
  }
}

function flagClosed(time: number, isNyse: boolean, flags: Flag[]): void {
  const reason = isNyse ? closedBecause(time) : undefined;
  if (reason !== undefined) flags.push({ time, kind: 'holiday_bar', detail: reason });
}
