import type { FeatureColumn, RecordSnapshot, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { barCell } from './bar-cell.js';
import { element } from './element.js';
import { featureText } from './feature-format.js';
import { count, percent, signed, UNKNOWN } from './number-format.js';
import { percentile } from './percentile.js';
import { decileOfRank, decileWords } from './record-words.js';
import { scoreParts } from './score-parts.js';

/**
 * Why a row has its score: the parts with their sum, the features behind each, the record beside it.
 * @param record tonight's; undefined for the results of a past day, of which there is none.
 */
export function explanation(
  results: ResultsSnapshot,
  features: readonly FeatureColumn[],
  record: RecordSnapshot | undefined,
  row: number,
  horizon: number,
): HTMLElement {
  const parts = scoreParts(results, row);
  const sum = parts.reduce((total, part) => total + part.contribution, 0);
  const ranked = results.ranks.filter((rank) => rank !== null).length;
  const rank = results.ranks[row];
  const decile = rank === null ? undefined : decileOfRank(rank, ranked);
  const past = record?.deciles.find(
    (entry) => entry.subject === 'score' && entry.horizon === horizon && entry.decile === decile,
  );
  const title = [results.names[row], results.sectors[row]].filter((text) => text).join(', ');
  return element(
    'div',
    { class: 'explanation' },
    element(
      'p',
      {},
      `${results.symbols[row]}${title ? ` (${title})` : ''}: `,
      parts.length === 0
        ? 'no score: its history is too short for every part to be known.'
        : `score ${signed(sum, 1)}, rank ${count(rank)} of ${count(ranked)}. ${
            record
              ? `Symbols in its decile (${decile} of 10) did ${decileWords(past)} over the next ${horizon} bars, before costs (n = ${count(past?.observations)}).`
              : `It was in decile ${decile} of 10; what such symbols did is on record for tonight only.`
          }`,
    ),
    element(
      'div',
      { class: 'columns' },
      partsTable(parts),
      featureTable(features, row, record ? 'tonight' : `on ${results.asOf}`),
    ),
  );
}

function partsTable(parts: ReturnType<typeof scoreParts>): HTMLElement {
  const widest = Math.max(1e-9, ...parts.map((part) => Math.abs(part.contribution)));
  const lines = parts.map((part) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, part.title),
      element('td', { class: 'number' }, signed(part.contribution, 1)),
      element('td', {}, barCell(part.contribution, widest)),
      element('td', {}, part.words),
    ),
  );
  return element(
    'table',
    {},
    element('caption', {}, 'Parts of the score, widest first; they add up to it'),
    element('tbody', {}, ...lines),
  );
}

function featureTable(features: readonly FeatureColumn[], row: number, when: string): HTMLElement {
  const cells = features.map((feature) => ({
    feature,
    place: percentile(feature.values, feature.values[row]),
  }));
  const extremes = cells
    .filter((cell) => cell.place !== null)
    .sort((a, b) => Math.abs((b.place ?? 0.5) - 0.5) - Math.abs((a.place ?? 0.5) - 0.5))
    .slice(0, 8);
  return element(
    'table',
    {},
    element(
      'caption',
      {},
      `What is unusual about it ${when}: features furthest from the middle of the universe`,
    ),
    element(
      'tbody',
      {},
      ...extremes.map(({ feature, place }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row', title: feature.expression }, feature.title),
          element('td', { class: 'number' }, featureText(feature.values[row], feature.unit)),
          element('td', { class: 'number' }, placeWords(place)),
        ),
      ),
    ),
  );
}

/** A share of the universe below it, 0 to 1; the ends are the lowest and the highest, not 0 and 100 percent. */
function placeWords(place: number | null): string {
  if (place === null) return UNKNOWN;
  if (place <= 0) return 'the lowest';
  // Above 99.6 % is not above all of them.
  return place >= 1 ? 'the highest' : `above ${percent(Math.floor(place * 100) / 100, 0)}`;
}
