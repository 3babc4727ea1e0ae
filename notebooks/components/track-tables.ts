import type { TrackSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { intervalBar, intervalLimit } from './interval-bar.js';
import { count, percent, signedPercent } from './number-format.js';
import { meanWithInterval } from './record-words.js';
import { symbolLink } from './symbol-link.js';

type Rows = TrackSnapshot['byScan'];

const Z_95 = 1.96;

/**
 * Gains of groups of signals: how many, on how many days, their mean with its interval, median and hit rate.
 * @param label the text of the group; `title` of what stands before it.
 */
export function trackBlock(
  heading: string,
  rows: Rows,
  title: (row: Rows[number]) => string,
  key: string,
  label: (row: Rows[number]) => string,
  first = 'scan',
): HTMLElement {
  const reach = intervalLimit(
    rows.map((row) => Math.abs(Number(row.mean)) + Z_95 * Number(row.std_err ?? 0)),
  );
  const number = (name: string, unit: string, text: (value: number | null) => string): Column => ({
    key: name,
    label: name.replace('_', ' '),
    unit,
    numeric: true,
    value: (i) => rows[i][name] as number | null,
    text: (i) => text(rows[i][name] as number | null),
  });
  const table = dataTable({
    caption: `${rows.length} groups; grey where fewer than 30 days; an arrow where an interval goes on beyond its axis`,
    rows: rows.map((_, i) => i),
    height: '480px',
    columns: [
      { key: first, label: first, text: (i) => title(rows[i]), value: (i) => title(rows[i]) },
      { key, label: key, text: (i) => label(rows[i]), value: (i) => rows[i][key] as string | number },
      number('n', 'signals', count),
      number('days', 'with a signal', count),
      {
        key: 'mean',
        label: 'mean gain',
        unit: '95 % interval',
        numeric: true,
        value: (i) => rows[i].mean as number | null,
        text: (i) => meanWithInterval(rows[i].mean as number | null, rows[i].std_err as number | null),
        cell: (i) =>
          element(
            'span',
            { class: Number(rows[i].days) < 30 ? 'doubt' : undefined },
            meanWithInterval(rows[i].mean as number | null, rows[i].std_err as number | null),
          ),
      },
      {
        key: 'interval',
        label: `\u2212${percent(reach, 1)} to ${percent(reach, 1)}`,
        text: () => '',
        cell: (i) =>
          rows[i].std_err === null
            ? element('small', {}, 'one day')
            : intervalBar(Number(rows[i].mean), Number(rows[i].std_err) * Z_95, reach),
      },
      number('median', 'gain', (value) => signedPercent(value, 2)),
      number('hit_rate', 'gain above 0', (value) => percent(value, 0)),
    ],
  });
  return element('section', {}, element('h2', {}, heading), table.element);
}

/** The last hundred in a sentence: a hundred signals of a few days are few days, not a hundred trials. */
export function lastHundredSentence(rows: Rows): string {
  const gains = rows.map(({ gain }) => Number(gain));
  const won = gains.filter((gain) => gain > 0).length;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const days = new Set(rows.map(({ date }) => date)).size;
  return `${count(won)} of ${count(rows.length)} gained against the benchmark; ${signedPercent(mean)} on average, from ${signedPercent(Math.min(...gains))} to ${signedPercent(Math.max(...gains))}. They began on ${count(days)} ${days === 1 ? 'day and share its' : 'days and share their'} market: read them as ${days === 1 ? 'one case' : `${count(days)} cases`}.`;
}

/** The last signals to come due, losers first. */
export function lastHundred(rows: Rows, title: (row: Rows[number]) => string): HTMLElement {
  const share = (name: string, label: string, unit: string): Column => ({
    key: name,
    label,
    unit,
    numeric: true,
    value: (i) => rows[i][name] as number | null,
    text: (i) => signedPercent(rows[i][name] as number | null),
  });
  const table = dataTable({
    caption: `The last ${rows.length} signals to come due at ten bars, losers first; of a day on which more came due, those with the strongest score`,
    rows: rows.map((_, i) => i),
    height: '420px',
    columns: [
      {
        key: 'symbol',
        label: 'symbol',
        text: (i) => String(rows[i].symbol),
        value: (i) => String(rows[i].symbol),
        cell: (i) => symbolLink(String(rows[i].symbol)),
      },
      { key: 'scan', label: 'scan', text: (i) => title(rows[i]), value: (i) => title(rows[i]) },
      { key: 'side', label: 'side', text: (i) => String(rows[i].direction) },
      { key: 'date', label: 'signal', text: (i) => String(rows[i].date), value: (i) => String(rows[i].date) },
      {
        key: 'due',
        label: 'due',
        text: (i) => String(rows[i].due_date),
        value: (i) => String(rows[i].due_date),
      },
      share('gain', 'gain', 'own side, less benchmark'),
      share('forward_return', 'symbol', 'ten bars'),
      share('benchmark_return', 'benchmark', 'ten bars'),
    ],
  });
  return element(
    'section',
    {},
    element('h2', {}, 'What became of the last hundred'),
    element('p', {}, lastHundredSentence(rows)),
    table.element,
  );
}
