import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { intervalBar } from './interval-bar.js';
import { count, signed } from './number-format.js';

const Z_95 = 1.959963984540054;
/** Fewer sessions than this, and a mean of daily ICs is an anecdote. */
const FEW_SESSIONS = 30;

type Evaluation = NonNullable<NonNullable<ModelRow['card']>['evaluation']>;

/** Rank IC by year, regime, sector and liquidity, each with its interval; grey where few sessions speak. */
export function sliceTable({ slices }: Evaluation): HTMLElement {
  if (slices.length === 0) return element('p', { class: 'empty' }, 'Its tests were too few to be divided.');
  const reach = (i: number) => (slices[i].ic.stdErr ?? 0) * Z_95;
  /** One session has no interval: nothing is beyond chance on it. */
  const isSingle = (i: number) => slices[i].ic.sessions < 2 || slices[i].ic.stdErr === null;
  const limit = Math.max(...slices.map(({ ic }, i) => Math.abs(ic.mean ?? 0) + reach(i)), 1e-9);
  const words = (i: number) => {
    const { mean } = slices[i].ic;
    if (mean !== null && isSingle(i)) return `${signed(mean, 3)} (one session)`;
    return mean === null
      ? '\u2013'
      : `${signed(mean, 3)} (${signed(mean - reach(i), 3)} to ${signed(mean + reach(i), 3)})`;
  };
  const clear = slices.filter(
    ({ ic }, i) => ic.mean !== null && !isSingle(i) && Math.abs(ic.mean) > reach(i),
  ).length;
  return dataTable({
    caption: `${count(slices.length)} slices, ${count(clear)} of them beyond chance at 95\u202f%, where ${(slices.length * 0.05).toFixed(1)} would be by luck alone; grey below ${FEW_SESSIONS} sessions`,
    rows: slices.map((_, i) => i),
    height: '420px',
    columns: [
      { key: 'by', label: 'by', text: (i) => slices[i].by, value: (i) => slices[i].by },
      {
        key: 'slice',
        label: 'slice',
        text: (i) => slices[i].value.replace('_', ', '),
        value: (i) => slices[i].value,
      },
      {
        key: 'ic',
        label: 'mean rank IC',
        unit: '95 % interval',
        numeric: true,
        value: (i) => slices[i].ic.mean,
        text: words,
        cell: (i) =>
          element('span', { class: slices[i].ic.sessions < FEW_SESSIONS ? 'doubt' : undefined }, words(i)),
      },
      {
        key: 'interval',
        label: `${signed(-limit, 2)} to ${signed(limit, 2)}`,
        text: () => '',
        cell: (i) => (isSingle(i) ? element('span') : intervalBar(slices[i].ic.mean ?? 0, reach(i), limit)),
      },
      {
        key: 'sessions',
        label: 'sessions',
        numeric: true,
        value: (i) => slices[i].ic.sessions,
        text: (i) => count(slices[i].ic.sessions),
      },
    ],
  }).element;
}
