import type { FeatureColumn, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';

/** Everything the site knows of one symbol. */
export function symbolReport(
  results: ResultsSnapshot,
  features: readonly FeatureColumn[],
  symbol: string | null,
): HTMLElement {
  const row = results.symbols.indexOf(symbol ?? '');
  return element(
    'div',
    {},
    element('h1', {}, row === -1 ? 'Symbol' : results.symbols[row]),
    String(features.length),
  );
}
