import { isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import { count } from './number-format.js';

const NAMED = 40;

export interface RuleDay {
  readonly element: HTMLElement;
  /** The sessions there are to choose from, ascending; keeps the chosen day, or asks for it anew. */
  setSessions(time: Float64Array, perSession: Int32Array): void;
  /** What matched on the chosen day. */
  show(time: number, symbols: readonly string[]): void;
}

/**
 * Slider through every session: which symbols matched as of that close.
 * @param day ISO date to begin with, or undefined for the last session.
 * @param onDay called with the session chosen, undefined for the last one.
 */
export function ruleDay(day: string | undefined, onDay: (time: number | undefined) => void): RuleDay {
  const state: { time: Float64Array; perSession: Int32Array; day?: string } = {
    time: new Float64Array(0),
    perSession: new Int32Array(0),
    day,
  };
  const slider = element('input', { type: 'range', min: 0, max: 0, step: 1, 'aria-label': 'as of' });
  const shown = element('output', {});
  const names = element('p', { class: 'note' });
  const name = (place: number) => {
    const text = `${isoDate(state.time[place])}: ${count(state.perSession[place])}`;
    shown.textContent = text;
    slider.setAttribute('aria-valuetext', text);
  };
  slider.addEventListener('input', () => {
    const place = Number(slider.value);
    const isLast = place === state.time.length - 1;
    state.day = isLast ? undefined : isoDate(state.time[place]);
    name(place);
    if (isLast) names.textContent = '';
    onDay(isLast ? undefined : state.time[place]);
  });
  return {
    element: element(
      'div',
      { class: 'rule-day' },
      element('label', { class: 'slider' }, element('span', {}, 'as of ', shown), slider),
      names,
    ),
    setSessions(time, perSession) {
      state.time = time;
      state.perSession = perSession;
      const last = time.length - 1;
      const wanted = state.day === undefined ? last : lastUpTo(time, state.day);
      // A day of years that are still on their way stays wanted until they are here.
      const place = wanted === -1 ? last : wanted;
      slider.max = String(last);
      slider.value = String(place);
      name(place);
      names.textContent = '';
      if (place < last) onDay(time[place]);
    },
    show(time, symbols) {
      const rest = symbols.length > NAMED ? ` and ${count(symbols.length - NAMED)} more` : '';
      const links = symbols
        .slice(0, NAMED)
        .flatMap((symbol, i) => [
          i === 0 ? '' : ', ',
          element('a', { href: `./symbol?s=${encodeURIComponent(symbol)}` }, symbol),
        ]);
      names.replaceChildren(
        `As of the close of ${isoDate(time)}, on prices adjusted as of today: ${symbols.length === 0 ? 'none' : ''}`,
        ...links,
        `${rest}. The table below keeps tonight\u2019s values for them.`,
      );
    },
  };
}

/** Place of the last session not after a date; −1 when all are. */
export function lastUpTo(time: Float64Array, day: string): number {
  let place = time.length - 1;
  while (place >= 0 && isoDate(time[place]) > day) place--;
  return place;
}
