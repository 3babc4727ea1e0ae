import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, fixed } from './number-format.js';
import { plainTable } from './plain-table.js';
import { vegaChart } from './vega-chart.js';

/** Tenths that the index compares. */
const BINS = 10;
const SHIFT = 0.25;
/** Fewer values than this, and a value that changes hands moves a visible share of the symbols over an edge. */
const FEW_VALUES = 4 * BINS;

/** Population stability of tonight\u2019s inputs against the training, with what makes the number itself doubtful. */
export function driftReport({ drift, scores }: ModelRow): HTMLElement {
  const shown = drift
    .filter(({ psi }) => psi !== null)
    .slice(0, 15)
    .map((row) => ({ ...row, label: isTied(row) ? `${row.feature} (tied)` : row.feature }));
  const chart = vegaChart({
    name: 'drift of the inputs: population stability index against the training',
    height: 18 * shown.length + 46,
    caption: `Below 0.1 nothing has moved, above ${SHIFT} a distribution has shifted (Siddiqi 2006). Chance alone gives about ${fixed(chanceIndex(scores.length))} with ${count(scores.length)} symbols.`,
    table: plainTable(
      'drift',
      ['feature', 'PSI', 'different values tonight', 'remark'],
      drift.map((row) => [row.feature, fixed(row.psi), count(row.values), isTied(row) ? 'tied' : '']),
    ),
    spec: {
      width: 'container',
      height: { step: 18 },
      data: { values: shown },
      layer: [
        {
          mark: 'bar',
          encoding: {
            y: { field: 'label', type: 'nominal', sort: '-x', title: null },
            x: { field: 'psi', type: 'quantitative', title: 'PSI' },
            color: {
              condition: {
                test: `datum.psi > ${SHIFT} && datum.values >= ${FEW_VALUES}`,
                value: 'var(--loss)',
              },
              value: 'var(--mute)',
            },
          },
        },
        { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { x: { datum: SHIFT } } },
      ],
    },
  });
  return element(
    'div',
    {},
    chart,
    ...tiedWords(drift).map((words) => element('p', { class: 'note' }, words)),
  );
}

/**
 * The index that equal distributions give by chance: (bins \u2212 1) / rows, the training being far larger
 * (Yurdakul 2018: it is \u03c7\u00b2 with bins \u2212 1 degrees of freedom, divided by the rows).
 */
export function chanceIndex(rows: number): number {
  return (BINS - 1) / rows;
}

/** Which inputs take so few values that their index says little, in words; nothing where none does. */
export function tiedWords(drift: ModelRow['drift']): string[] {
  const tied = drift.filter(isTied);
  if (tied.length === 0) return [];
  const named = tied.map(
    ({ feature, psi, values }) => `${feature} (${count(values)} values, PSI ${fixed(psi)})`,
  );
  return [
    `Read with care: ${named.join(', ')}. Where many symbols share a value on a night, whole groups of them fall into one tenth or the next, and an index by tenths jumps although nothing has moved. Grey above the line is such a jump, or may be.`,
  ];
}

/** Whether an input takes so few values that its index jumps by itself. */
export function isTied({ values }: ModelRow['drift'][number]): boolean {
  return values !== null && values < FEW_VALUES;
}
