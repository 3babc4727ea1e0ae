import { features } from '../models/features/index.js';
import { rating } from '../models/ratings/index.js';
import { element } from './element.js';
import { exampleButton, type ExpressionExample } from './expression-example.js';
import { entryId, type MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';

/** The named expressions of the scan; a row opens to a button that computes it on a symbol. */
export function methodFeatures({ show }: ExpressionExample): MethodPart {
  return methodSection(
    'Features',
    `${features.length} named expressions; a rule may call them by name.`,
    methodTable({
      caption: 'Features',
      section: 'Features',
      rows: features.length,
      id: (i) => entryId('feature', features[i].name),
      columns: [
        methodColumn('feature', (i) => features[i].name, 'code'),
        methodColumn('title', (i) => features[i].title),
        methodColumn('family', (i) => features[i].family),
        methodColumn('unit', (i) => features[i].unit),
        methodColumn('expression', (i) => features[i].expression, 'code'),
      ],
      open: (i) => element('p', {}, 'Compute it above: ', exampleButton(features[i].expression, show)),
    }),
  );
}

/** The families whose signals add up to the score. */
export function methodRating(): MethodPart {
  return methodSection(
    'Rating',
    `The score is the sum of ${rating.length} families, from \u2212100 to 100: each adds its weight times a signal between \u22121 and 1 whose sign turns round when the chart is mirrored. The weights are a prior, not fitted.`,
    methodTable({
      caption: 'Families of the rating',
      section: 'Rating',
      rows: rating.length,
      columns: [
        methodColumn('title', (i) => rating[i].title),
        methodColumn('weight', (i) => rating[i].weight),
        methodColumn('signal', (i) => rating[i].signal, 'code'),
        methodColumn('high means', (i) => rating[i].whenHigh, 'words'),
      ],
    }),
  );
}
