import type { Strategy } from '../models/strategies/index.js';
import { element } from './element.js';
import { givenParameters } from './lab-link.js';

/** One slider a parameter, within its bounds; writes into `values` and says so. Begins with the address. */
export function parameterSliders(
  { parameters }: Pick<Strategy, 'parameters'>,
  state: URLSearchParams,
  values: Record<string, number>,
  onChange: () => void,
): HTMLElement {
  Object.assign(values, givenParameters(state, { parameters }));
  const lines = parameters.map(({ name, title, min, max, step }) => {
    const shown = element('output', {}, String(values[name]));
    const slider = element('input', {
      type: 'range',
      min,
      max,
      step,
      value: values[name],
      'aria-label': title,
    });
    slider.addEventListener('input', () => {
      values[name] = Number(slider.value);
      shown.textContent = slider.value;
      onChange();
    });
    return element('label', { class: 'slider' }, element('span', {}, `${title} `, shown), slider);
  });
  return element('div', {}, ...lines);
}
