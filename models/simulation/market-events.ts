import type { Signals } from './signals.js';

/** What a rule says at a close, as bits. */
export const ENTRY = 1;
export const EXIT = 2;
export const SHORT = 4;
export const COVER = 8;

/** Relative difference within which two computed series count as equal; that of the expression language. */
const TIE = 1e-12;

/** The bars at which a rule says anything, ascending: the first `count` entries. */
export interface MarketEvents {
  readonly bars: Int32Array;
  readonly codes: Uint8Array;
  count: number;
}

/** Room for the events of a run of up to `bars` bars. */
export function createMarketEvents(bars: number): MarketEvents {
  return { bars: new Int32Array(bars + 1), codes: new Uint8Array(bars + 1), count: 0 };
}

/** Events of the four conditions of `Signals`; a condition counts when exactly 1. */
export function signalEvents(signals: Signals, bars: number, events: MarketEvents): MarketEvents {
  const { entry = NOTHING, exit = NOTHING, short = NOTHING, cover = NOTHING } = signals;
  const { bars: at, codes } = events;
  let count = 0;
  const isLongOnly = short === NOTHING && cover === NOTHING;
  for (let i = 0; i < bars; i++) {
    let code = (entry[i] === 1 ? ENTRY : 0) | (exit[i] === 1 ? EXIT : 0);
    if (!isLongOnly) code |= (short[i] === 1 ? SHORT : 0) | (cover[i] === 1 ? COVER : 0);
    // Written every time and kept only when it says something: no branch to mispredict.
    at[count] = i;
    codes[count] = code;
    count += code === 0 ? 0 : 1;
  }
  events.count = count;
  return events;
}

const NOTHING = new Float64Array(0);

/**
 * Events of a cross: entry where `fast` was strictly below `slow` on the bar before and is strictly above
 * now, exit the other way round; a tie in between swallows the cross. Values within 1e-12 of each other,
 * relatively, are a tie; NaN is never a cross.
 */
export function crossEvents(fast: Float64Array, slow: Float64Array, events: MarketEvents): MarketEvents {
  const { bars: at, codes } = events;
  const n = fast.length;
  let count = 0;
  let before = Number.NaN;
  for (let i = 0; i < n; i++) {
    const difference = fast[i] - slow[i];
    // A change of sign is rare; only then is it asked whether either bar is a tie.
    if (difference * before < 0 && !isTie(fast[i], slow[i]) && !isTie(fast[i - 1], slow[i - 1])) {
      at[count] = i;
      codes[count++] = difference > 0 ? ENTRY : EXIT;
    }
    before = difference;
  }
  events.count = count;
  return events;
}

function isTie(a: number, b: number): boolean {
  return Math.abs(a - b) <= TIE * Math.max(Math.abs(a), Math.abs(b));
}
