import { features } from '../models/features/index.js';
import { indicators } from '../models/indicators/index.js';
import { FIGURES } from '../models/statistics/index.js';
import { element } from './element.js';
import { expressionExample, type LoadExample } from './expression-example.js';
import { methodAccount, methodCosts, methodSizes } from './method-account.js';
import { methodDoubt } from './method-doubt.js';
import { methodFeatures, methodRating } from './method-features.js';
import { methodFigures } from './method-figures.js';
import { methodFills } from './method-fills.js';
import { methodIndicators } from './method-indicators.js';
import { methodLanguage } from './method-language.js';
import { methodSearch } from './method-search.js';

/**
 * Language, indicators, features, rating, events within a bar, account, costs, sizes, figures, doubt: each
 * from the records that the engine reads. Examples are computed in the page, those on a symbol on the bars that `load`
 * fetches when the first of them is wanted.
 */
export function methodReport(load: LoadExample): HTMLElement {
  const example = expressionExample(load);
  const parts = [
    methodLanguage(example),
    methodIndicators(load),
    methodFeatures(example),
    methodRating(),
    methodFills(),
    methodAccount(),
    methodCosts(),
    methodSizes(),
    methodFigures(load),
    methodDoubt(),
  ];
  const links = parts.map(({ entries: [{ id, title }] }) => element('a', { href: `#${id}` }, title));
  return element(
    'div',
    {},
    element(
      'p',
      { class: 'lead' },
      `${indicators.length} indicators, ${features.length} features and ${FIGURES.length} figures, each with its formula and source; the language, the fills, the costs and the sizes with examples that the engine computes as the page opens.`,
    ),
    methodSearch(parts.flatMap(({ entries }) => entries)),
    element('nav', { class: 'method-contents', 'aria-label': 'on this page' }, ...links),
    ...parts.map((part) => part.element),
  );
}
