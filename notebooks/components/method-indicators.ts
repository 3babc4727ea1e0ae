import { languageReference } from '../models/expressions/index.js';
import { indicators } from '../models/indicators/index.js';
import type { LoadExample } from './expression-example.js';
import { indicatorCard } from './indicator-card.js';
import type { MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';

/** Every indicator of the registry; a row opens to its parameters and its values on a symbol. */
export function methodIndicators(load: LoadExample): MethodPart {
  const taken = new Set(
    languageReference()
      .filter(({ kind }) => kind !== 'indicator')
      .map(({ name }) => name),
  );
  const reference = new Map(languageReference().map((entry) => [entry.name, entry]));
  const aliases = (i: number) => reference.get(indicators[i].name)?.aliases.join(', ') ?? '';
  return methodSection(
    'Indicators',
    `${indicators.length} indicators, each the same number in batch and one bar at a time. Open one for its bounds and its values on a symbol.`,
    methodTable({
      caption: 'Formulas and sources',
      section: 'Indicators',
      rows: indicators.length,
      id: (i) => (taken.has(indicators[i].name) ? `indicator-${indicators[i].name}` : indicators[i].name),
      columns: [
        methodColumn('name', (i) => indicators[i].name, 'code'),
        methodColumn('title', (i) => indicators[i].title),
        methodColumn('group', (i) => indicators[i].group),
        methodColumn('formula', (i) => indicators[i].formula, 'words'),
        methodColumn('source', (i) => indicators[i].source, 'words'),
        methodColumn('also called', aliases),
      ],
      open: (i) => indicatorCard(indicators[i], load),
    }),
  );
}
