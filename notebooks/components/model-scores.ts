import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { barCell } from './bar-cell.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { probabilityWords } from './model-words.js';
import { count, fixed, signed, signedPercent } from './number-format.js';
import { symbolLink } from './symbol-link.js';

type Score = ModelRow['scores'][number];

/** Every symbol the model scored tonight; a row opens to the parts of its score and the past cases most like it. */
export function modelScores({ scores, card, name }: ModelRow, horizon: number): HTMLElement {
  const hasProbability = scores.some(({ probability }) => probability !== null);
  return dataTable({
    caption: `${count(scores.length)} symbols scored by ${name}, best first; open a row for why${hasProbability ? '' : '. No probability is shown: the verdict is none'}`,
    rows: scores.map((_, i) => i),
    height: '520px',
    open: (i) => scoreReasons(scores[i], horizon),
    columns: [
      {
        key: 'symbol',
        label: 'symbol',
        text: (i) => scores[i].symbol,
        value: (i) => scores[i].symbol,
        cell: (i) => symbolLink(scores[i].symbol),
      },
      { key: 'rank', label: 'rank', numeric: true, text: (i) => count(i + 1), value: (i) => i + 1 },
      {
        key: 'score',
        label: 'score',
        unit: card?.output.kind === 'probability' ? 'probability' : 'as trained',
        numeric: true,
        text: (i) => fixed(scores[i].score, 4),
        value: (i) => scores[i].score,
      },
      ...(hasProbability
        ? [
            {
              key: 'probability',
              label: 'above the middle',
              unit: 'of how many like it',
              numeric: true,
              text: (i: number) => probabilityWords(scores[i]),
              value: (i: number) => scores[i].probability,
            },
            {
              key: 'expected',
              label: 'expected return',
              unit: `${horizon} bars, interval`,
              numeric: true,
              text: (i: number) =>
                scores[i].expected === null
                  ? '\u2013'
                  : `${signedPercent(scores[i].expected, 2)} (${signedPercent(scores[i].expectedLow)} to ${signedPercent(scores[i].expectedHigh)})`,
              value: (i: number) => scores[i].expected,
            },
          ]
        : []),
      {
        key: 'why',
        label: 'widest parts',
        words: true,
        text: (i) =>
          scores[i].parts
            .slice(1, 4)
            .map(([feature, part]) => `${feature} ${signed(part, 4)}`)
            .join(', ') || 'made elsewhere: no parts are known',
      },
    ],
  }).element;
}

/** The parts that add up to a score, and what became of the past rows most like it. */
export function scoreReasons({ parts, cases, score, symbol }: Score, horizon: number): HTMLElement {
  const widest = Math.max(1e-12, ...parts.slice(1).map(([, part]) => Math.abs(part)));
  return element(
    'div',
    { class: 'columns' },
    parts.length === 0
      ? element(
          'p',
          { class: 'note' },
          'This model was made elsewhere: its scores cannot be taken apart here.',
        )
      : scrolled(
          element(
            'caption',
            {},
            `What each feature added to ${symbol}\u2019s score of ${fixed(score, 4)} (exact, TreeSHAP or linear terms); they add up to it`,
          ),
          element(
            'tbody',
            {},
            ...parts.map(([feature, part], i) =>
              element(
                'tr',
                {},
                element('th', { scope: 'row' }, i === 0 ? 'a symbol of which nothing is known' : feature),
                element('td', { class: 'number' }, signed(part, 4)),
                element('td', {}, i === 0 ? null : barCell(part, widest)),
              ),
            ),
          ),
        ),
    cases.length === 0
      ? element('p', { class: 'note' }, 'Past cases are kept for the first and the last of the ranking.')
      : scrolled(
          element(
            'caption',
            {},
            `Past cases most like it, and the ${horizon} bars that followed: ${count(cases.filter(({ forward }) => forward > 0).length)} of ${count(cases.length)} rose`,
          ),
          element(
            'tbody',
            {},
            ...cases.map((one) =>
              element(
                'tr',
                {},
                element('th', { scope: 'row' }, one.symbol),
                element('td', {}, one.date),
                element('td', { class: 'number' }, signedPercent(one.forward)),
                element('td', { class: 'number' }, `distance ${fixed(one.distance, 2)}`),
              ),
            ),
          ),
        ),
  );
}

/** A table that a narrow screen scrolls by itself, not the page. */
function scrolled(caption: HTMLElement, rows: HTMLElement): HTMLElement {
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption.textContent ?? '' },
    element('table', {}, caption, rows),
  );
}
