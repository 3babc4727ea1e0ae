import type { FactorRow, FeatureColumn, RecordSnapshot } from '../../pipelines/site/snapshots/index.js';
import { among, brokenLink } from './broken-link.js';
import { correlationMap } from './correlation-map.js';
import { element } from './element.js';
import { factorTable } from './factor-table.js';
import { atHorizon, discoveries, isOutside } from './factor-verdict.js';
import { count } from './number-format.js';
import { recordSentence } from './record-words.js';
import { readState, writeState } from './url-state.js';

const DEFAULT_HORIZON = 10;

/** What every feature was worth, how they go together, and how far to trust either. */
export function factorReport(
  features: readonly FeatureColumn[],
  record: RecordSnapshot,
  factors: readonly FactorRow[],
): HTMLElement {
  const horizons = [...new Set(factors.flatMap((factor) => factor.horizons.map(({ horizon }) => horizon)))];
  horizons.sort((a, b) => a - b);
  const broken = brokenLink({ h: among('horizon', horizons.map(String)) });
  const asked = Number(readState().get('h'));
  const start = horizons.includes(asked) ? asked : DEFAULT_HORIZON;
  const select = element(
    'select',
    { id: 'factor-horizon' },
    ...horizons.map((horizon) =>
      element('option', { value: horizon, selected: horizon === start }, `${horizon} bars`),
    ),
  );
  const sentence = element('p', { class: 'lead' });
  const place = element('div', {});
  const show = (horizon: number) => {
    const found = discoveries(factors, horizon);
    sentence.textContent = standing(factors, horizon, found);
    place.replaceChildren(factorTable(factors, features, horizon, found).element);
  };
  select.addEventListener('change', () => {
    writeState({ h: select.value });
    show(Number(select.value));
  });
  show(start);
  return element(
    'div',
    {},
    broken,
    sentence,
    element('p', {}, recordSentence(record, 'score', DEFAULT_HORIZON)),
    element('div', { class: 'controls' }, element('label', {}, 'return of the next ', select)),
    place,
    element(
      'p',
      { class: 'note' },
      'Method: each session the features are ranked across the universe and correlated with the ranks of what followed (Spearman); the mean over sessions, with a Newey-West error that allows for overlapping returns. Where there are more than 350,000 symbol-sessions, sessions are thinned evenly. Nothing here is a price one could have traded at, costs are not in it, and the universe is the one of the stored data, with whatever survivors it has. ',
      element('code', {}, 'npx technic tearsheet "EXPRESSION"'),
      ' adds sectors, and does it for any expression.',
    ),
    element('h2', {}, 'How the features go together tonight'),
    element(
      'p',
      {},
      'Rank correlation between features across the universe at the as-of date. Features that say the same are dark; a rating that adds them counts one thing twice.',
    ),
    correlationMap(features),
  );
}

/** How many stand out, and how many would by luck. */
function standing(factors: readonly FactorRow[], horizon: number, found: ReadonlySet<string>): string {
  const tested = factors.filter((factor) => atHorizon(factor, horizon)?.ic != null);
  const alone = tested.filter((factor) => isOutside(atHorizon(factor, horizon)));
  return (
    `${count(alone.length)} of ${count(tested.length)} features have an interval that excludes zero at ${horizon} bars; ` +
    `luck alone would give about ${(0.05 * tested.length).toFixed(0)}, more where features go together. ` +
    `Looked at together, ${found.size === 0 ? 'none stands' : found.size === 1 ? '1 stands' : `${found.size} stand`} out ` +
    '(false discovery rate 10\u202f%, Benjamini and Hochberg).'
  );
}
