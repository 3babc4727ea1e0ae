import type { Indicator } from '../models/indicators/index.js';
import type { Bars } from '../models/bars/index.js';
import { element } from './element.js';
import type { LoadExample } from './expression-example.js';
import { numberLine } from './value-line.js';

/** Everything the registry knows of an indicator, and its outputs on the stored bars of one symbol. */
export function indicatorCard(indicator: Indicator, load: LoadExample): HTMLElement {
  const defaults = indicator.parameters.map((parameter) => parameter.default);
  const example = element('div', { class: 'example-answer' }, 'Loading its example\u2026');
  void draw(indicator, defaults, load, example);
  const parameters = indicator.parameters.map(
    ({ name, default: value, min, max, integer }) =>
      `${name} ${value} (${integer ? 'whole, ' : ''}${min} to ${max})`,
  );
  return element(
    'div',
    { class: 'indicator-card' },
    element('p', {}, indicator.description),
    facts([
      ['formula', indicator.formula],
      ['source', indicator.source],
      ['reads', indicator.inputs.join(', ')],
      ['parameters', parameters.join('; ') || 'none'],
      ['outputs', indicator.outputs.join(', ')],
      ['lookback', `${indicator.lookback(defaults)} bars with these parameters`],
    ]),
    example,
  );
}

function facts(rows: readonly (readonly [term: string, text: string])[]): HTMLElement {
  const list = element('dl', { class: 'facts' });
  for (const [term, text] of rows) list.append(element('dt', {}, term), element('dd', {}, text));
  return list;
}

async function draw(
  indicator: Indicator,
  parameters: readonly number[],
  load: LoadExample,
  place: HTMLElement,
): Promise<void> {
  try {
    const { symbol, bars } = await load();
    const outputs = indicator.outputs.map(() => new Float64Array(bars.close.length));
    indicator.compute(inputsOf(indicator, bars), parameters, outputs);
    place.replaceChildren(
      `${symbol}, last 250 bars`,
      ...outputs.map((values, k) => numberLine(indicator.outputs[k], values)),
    );
  } catch (error) {
    place.textContent = error instanceof Error ? error.message : String(error);
  }
}

/** A series is the close; the second of two, where an indicator compares them, the open. */
function inputsOf(indicator: Indicator, bars: Bars): Float64Array[] {
  let series = 0;
  return indicator.inputs.map((input) => {
    if (input !== 'series') return bars[input];
    return series++ === 0 ? bars.close : bars.open;
  });
}
