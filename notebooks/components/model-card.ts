import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { coverageWords } from './model-words.js';
import { count, duration } from './number-format.js';
import { plainTable } from './plain-table.js';

/** What is on file about a model: everything that decides what it says. */
export function modelCard(card: NonNullable<ModelRow['card']>, hash: string | null): HTMLElement {
  const { training } = card;
  const facts: readonly (readonly [string, string])[] = [
    ['kind', card.kind],
    ['label', card.label ?? 'not stated'],
    ['horizon', card.horizon === undefined ? 'not stated' : `${count(card.horizon)} bars`],
    [
      'inputs',
      `${count(card.features.length)} features, ${card.input.transform === 'none' ? 'as they are' : `${card.input.transform} within each session`}`,
    ],
    [
      'missing values',
      card.input.missing === 'pass' ? 'handed to the model' : 'a row without all features gets no score',
    ],
    ['interval of the expected return', coverageWords(card)],
    ['SHA-256', hash ?? 'unknown'],
    ...(training
      ? ([
          ['source', `${training.source}${training.isSynthetic ? ' (SYNTHETIC)' : ''}`],
          [
            'trained on',
            `${training.from} to ${training.to}: ${count(training.rows)} rows, ${count(training.symbols)} symbols, ${count(training.delisted)} of them delisted`,
          ],
          ['configurations tried', count(training.trials)],
          ['seed', String(training.seed)],
          ['data', training.dataHash.slice(0, 12)],
          ['code', training.codeVersion],
          ['training took', duration(training.seconds)],
          [
            'largest difference of the ONNX file from our own inference',
            training.onnxMaxAbsDiff.toExponential(1),
          ],
        ] as const)
      : []),
  ];
  return element(
    'div',
    { class: 'columns' },
    element(
      'dl',
      { class: 'facts' },
      ...facts.flatMap(([what, value]) => [element('dt', {}, what), element('dd', {}, value)]),
    ),
    element(
      'details',
      {},
      element('summary', {}, `its ${count(card.features.length)} inputs, in order`),
      plainTable(
        'inputs',
        ['feature', 'expression'],
        card.features.map(({ name, expression }) => [name, expression ?? 'the feature of that name']),
      ),
    ),
  );
}
