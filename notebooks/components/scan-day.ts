import { isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import { count } from './number-format.js';
import { readState, writeState } from './url-state.js';

export interface ScanDay {
  readonly element: HTMLElement;
  /** The sessions there are to choose from, ascending; keeps the chosen day, or asks for it anew. */
  setSessions(time: Float64Array): void;
  /** Matches of the rule on each session, or nothing to say of them. */
  setMatches(perSession: Int32Array | undefined): void;
  /** Chooses a day by its date; undefined is the last one. */
  choose(day: string | undefined): void;
  /** The day that is chosen, as a session; undefined for the last one. */
  time(): number | undefined;
  /** Says what the table shows. */
  say(...words: readonly (string | Node)[]): void;
}

/**
 * Slider through every session: the whole page as of that close. The chosen date stands in the address.
 * @param onDay called with the session chosen, undefined for the last one.
 */
export function scanDay(onDay: (time: number | undefined) => void): ScanDay {
  const state: { time: Float64Array; perSession?: Int32Array; day: string | undefined } = {
    time: new Float64Array(0),
    day: readState().get('day') ?? undefined,
  };
  const slider = element('input', {
    type: 'range',
    min: 0,
    max: 0,
    step: 1,
    'aria-label': 'as of',
    disabled: true,
  });
  const shown = element('output', {});
  const words = element('p', { class: 'note wide', role: 'status' });
  const back = element('button', { type: 'button', hidden: true }, 'Back to the last session');
  const last = () => state.time.length - 1;
  // A day of years that are still on their way stays wanted until they are here.
  const place = () => {
    const wanted = state.day === undefined ? last() : lastUpTo(state.time, state.day);
    return wanted === -1 ? last() : wanted;
  };
  const name = () => {
    if (last() < 0) return;
    const at = Number(slider.value);
    const matches = state.perSession?.[at];
    const text = `${isoDate(state.time[at])}${matches === undefined ? '' : `: ${count(matches)}`}`;
    shown.textContent = text;
    slider.setAttribute('aria-valuetext', text);
    back.hidden = at === last();
  };
  const chosen = () => (last() < 0 || place() === last() ? undefined : state.time[place()]);
  const choose = (day: string | undefined) => {
    state.day = day;
    writeState({ day: day ?? null });
    slider.value = String(place());
    name();
    onDay(chosen());
  };
  slider.addEventListener('input', () => {
    const at = Number(slider.value);
    choose(at === last() ? undefined : isoDate(state.time[at]));
  });
  back.addEventListener('click', () => choose(undefined));
  return {
    element: element(
      'div',
      { class: 'rule-day' },
      element('label', { class: 'slider' }, element('span', {}, 'as of ', shown), slider),
      element('div', { class: 'day-words' }, back, words),
    ),
    setSessions(time) {
      const before = chosen();
      state.time = time;
      slider.disabled = time.length === 0;
      slider.max = String(last());
      slider.value = String(place());
      name();
      if (chosen() !== before) onDay(chosen());
    },
    setMatches(perSession) {
      state.perSession = perSession;
      name();
    },
    choose,
    time: chosen,
    say: (...parts) => words.replaceChildren(...parts),
  };
}

/** Place of the last session not after a date; −1 when all are. */
export function lastUpTo(time: Float64Array, day: string): number {
  let place = time.length - 1;
  while (place >= 0 && isoDate(time[place]) > day) place--;
  return place;
}
