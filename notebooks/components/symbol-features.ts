import type { FeatureColumn } from '../../pipelines/site/snapshots/index.js';
import { dataTable } from './data-table.js';
import { featureText, unitText } from './feature-format.js';
import { percent } from './number-format.js';
import { percentile } from './percentile.js';
import { percentileBar } from './percentile-bar.js';
import { createPlaceCharts, type PlaceSource } from './place-chart.js';

/** Every feature of one symbol with its place in the universe tonight; a row opens to its place through time. */
export function symbolFeatures(
  features: readonly FeatureColumn[],
  row: number,
  source: PlaceSource,
): HTMLElement {
  const places = features.map((feature) => percentile(feature.values, feature.values[row]));
  const throughTime = createPlaceCharts(source);
  return dataTable({
    caption:
      'Place: share of the universe with a lower value tonight; open a row for its place on every day before',
    rows: features.map((_, i) => i),
    height: '420px',
    open: (i) => throughTime(features[i].feature, features[i].title),
    columns: [
      { key: 'title', label: 'feature', text: (i) => features[i].title, value: (i) => features[i].title },
      {
        key: 'value',
        label: 'value',
        numeric: true,
        text: (i) =>
          [
            featureText(features[i].values[row], features[i].unit),
            features[i].unit === 'fraction' ? '' : unitText(features[i].unit),
          ]
            .filter((part) => part !== '')
            .join('\u2002'),
      },
      {
        key: 'place',
        label: 'place',
        unit: '% of universe',
        numeric: true,
        value: (i) => places[i],
        text: (i) => percent(places[i], 0),
      },
      { key: 'bar', label: '0 to 100', text: () => '', cell: (i) => percentileBar(places[i]) },
      {
        key: 'family',
        label: 'family',
        text: (i) => features[i].family.replaceAll('_', ' '),
        value: (i) => features[i].family,
      },
      { key: 'expression', label: 'expression', words: true, text: (i) => features[i].expression },
    ],
  }).element;
}
