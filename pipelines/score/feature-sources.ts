import { maybeNearestName } from '../../models/expressions/index.js';
import { Problem } from '../errors/index.js';
import type { ModelCard } from './card.js';
import { featureVersion } from './feature-version.js';

/**
 * What has to be computed for a model: feature name to expression, in the order of the card. The card's
 * own expression counts, so that a model keeps seeing what it was trained on when a feature of that name
 * is defined anew.
 * @param known features by name with their present expressions.
 * @throws Problem for a feature without an expression that is not known, or was another one when the card was made.
 */
export function featureSources(
  card: ModelCard,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const sources: Record<string, string> = {};
  for (const { name, expression, version } of card.features) {
    const source = expression ?? (Object.hasOwn(known, name) ? known[name] : undefined);
    if (source === undefined) {
      const near = maybeNearestName(name, Object.keys(known));
      throw new Problem(
        'input',
        `model ${card.name} needs the feature "${name}", which does not exist here`,
        {
          suggestion: `${near === undefined ? 'Give' : `Did you mean "${near}"? Else give`} it an "expression" in card.json; the Method page lists what exists.`,
        },
      );
    }
    if (expression === undefined && version !== undefined && version !== featureVersion(source)) {
      throw new Problem(
        'input',
        `model ${card.name} was made with version ${version} of the feature "${name}"; here it is ${source}, version ${featureVersion(source)}`,
        {
          suggestion:
            'Give it the "expression" it was made with in card.json, or train it again; without "version" the feature of today is taken.',
        },
      );
    }
    sources[name] = source;
  }
  return sources;
}

/** Features whose definition here is no longer the one in the card. */
export function changedFeatures(card: ModelCard, known: Readonly<Record<string, string>>): string[] {
  return card.features
    .filter(
      ({ name, expression }) =>
        expression !== undefined && Object.hasOwn(known, name) && known[name] !== expression,
    )
    .map(({ name }) => name);
}
