import { isoDate } from '../models/bars/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { count } from './number-format.js';
import { type PriceEvent, priceEvents } from './price-events.js';
import type { SymbolHistory } from './symbol-history.js';

const KINDS: Readonly<Record<PriceEvent['kind'], string>> = {
  split: 'split',
  dividend: 'dividend',
  move: 'wide day',
  gap: 'opening gap',
  volume: 'heavy volume',
  silence: 'silence',
};

/** Days of the symbol's history that stand out, newest first. No news is in the data: reasons are not known. */
export function symbolEvents({ bars, actions, symbol }: SymbolHistory): HTMLElement {
  const events = priceEvents(bars, actions);
  if (events.length === 0)
    return element('p', { class: 'empty' }, `No day of ${symbol} stands out from the 63 before it.`);
  return dataTable({
    caption: `${count(events.length)} events, newest first: actions, and days beyond 4 standard deviations or 5 times the volume of the 63 bars before. The data hold no news: why is not known here`,
    rows: events.map((_, i) => i),
    height: '300px',
    columns: [
      { key: 'date', label: 'date', text: (i) => isoDate(events[i].time), value: (i) => events[i].time },
      {
        key: 'kind',
        label: 'event',
        text: (i) => KINDS[events[i].kind],
        value: (i) => KINDS[events[i].kind],
      },
      { key: 'words', label: 'what', text: (i) => events[i].words },
    ],
  }).element;
}
