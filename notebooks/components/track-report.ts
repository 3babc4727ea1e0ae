import type { RunSnapshot, TrackSnapshot } from '../../pipelines/site/snapshots/index.js';
import { type Column, dataTable } from './data-table.js';
import { element } from './element.js';
import { intervalBar } from './interval-bar.js';
import { count, percent, signedPercent } from './number-format.js';
import { meanWithInterval } from './record-words.js';
import { symbolLink } from './symbol-link.js';

type Rows = TrackSnapshot['byScan'];

const Z_95 = 1.96;

/** How many scans paid at ten bars, in a sentence that also says how many could be luck. */
export function trackSentence(track: TrackSnapshot): string {
  if (track.byScan.length === 0)
    return 'The ledger holds no outcome yet: a signal comes due 1, 5, 10 and 21 bars after its day.';
  const atTen = track.byScan.filter((row) => row.horizon === 10);
  const clear = atTen.filter(
    (row) => Number(row.mean) > Z_95 * Number(row.std_err ?? Number.POSITIVE_INFINITY),
  );
  return `${count(track.signals)} signals since ${track.firstDate}. At ten bars ${count(clear.length)} of ${count(atTen.length)} scans paid more than the benchmark by more than chance explains at 95\u202f%; with ${count(atTen.length)} scans tested, ${percent(1 - 0.975 ** atTen.length, 0)} is the odds that at least one looks so by luck alone.`;
}

/** The ledger by scan, year and regime, and the last hundred signals, losers first. */
export function trackReport(track: TrackSnapshot, run: RunSnapshot): HTMLElement {
  const titles = new Map(run.scans.map((scan) => [String(scan.scan), String(scan.title)]));
  const title = (row: Rows[number]) => titles.get(String(row.scan)) ?? String(row.scan);
  const side = (row: Rows[number]) => (row.direction === 'short' ? 'short signals' : 'long signals');
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, trackSentence(track)),
    element(
      'p',
      {},
      'Gain is the return of the signal\u2019s own side, close to close, less the benchmark\u2019s, before costs. Signals of one day move together, so the interval counts days, not signals, and is widened for overlapping horizons. Signals from before the first run were computed backwards over stored history: in sample for whoever chose these scans.',
    ),
    ...(track.byScan.length === 0
      ? []
      : [
          block('By scan and horizon', track.byScan, title, 'horizon', (row) => `${row.horizon} bars`),
          block('By year, at ten bars', track.byYear, title, 'year', (row) => String(row.year)),
          block(
            'By market regime on the signal\u2019s day, at ten bars',
            track.byRegime,
            title,
            'regime',
            (row) => String(row.regime).replace('_', ', '),
          ),
          element(
            'section',
            {},
            block(
              'By tenth of the score on the signal\u2019s day, at ten bars',
              track.byDecile,
              side,
              'decile',
              (row) => String(row.decile),
              'side',
            ),
            element(
              'p',
              { class: 'note' },
              'Tenth 10 holds the signals whose score was furthest on their own side. A score that knew something would make gain and hit rate climb from 1 to 10: this is its calibration, and the only probability this page shows.',
            ),
          ),
          block(
            'On file beforehand, or computed backwards',
            track.byOrigin,
            side,
            'origin',
            (row) => String(row.origin),
            'side',
          ),
          lastHundred(track.lastHundred, title),
        ]),
    revisions(track),
  );
}

function block(
  heading: string,
  rows: Rows,
  title: (row: Rows[number]) => string,
  key: string,
  label: (row: Rows[number]) => string,
  first = 'scan',
): HTMLElement {
  const reach = Math.max(
    ...rows.map((row) => Math.abs(Number(row.mean)) + Z_95 * Number(row.std_err ?? 0)),
    1e-9,
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
    caption: `${rows.length} groups; grey where fewer than 30 days`,
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
        cell: (i) => intervalBar(Number(rows[i].mean), Number(rows[i].std_err ?? 0) * Z_95, reach),
      },
      number('median', 'gain', (value) => signedPercent(value, 2)),
      number('hit_rate', 'gain above 0', (value) => percent(value, 0)),
    ],
  });
  return element('section', {}, element('h2', {}, heading), table.element);
}

function lastHundred(rows: Rows, title: (row: Rows[number]) => string): HTMLElement {
  const table = dataTable({
    caption: `The last ${rows.length} signals to come due at ten bars, losers first`,
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
      {
        key: 'gain',
        label: 'gain',
        unit: '%',
        numeric: true,
        value: (i) => Number(rows[i].gain),
        text: (i) => signedPercent(Number(rows[i].gain)),
      },
    ],
  });
  return element('section', {}, element('h2', {}, 'What became of the last hundred'), table.element);
}

function revisions(track: TrackSnapshot): HTMLElement {
  const rows = track.revisions;
  const text =
    rows.length === 0
      ? 'No run has found other signals for a day that an earlier run had already judged.'
      : `${count(rows.length)} signals of past days appeared or vanished because the history changed. The ledger keeps what was on file; the differences are these.`;
  return element(
    'section',
    {},
    element('h2', {}, 'Revisions'),
    element('p', {}, text),
    rows.length > 0 &&
      dataTable({
        caption: 'Newest run first',
        height: '300px',
        rows: rows.map((_, i) => i),
        columns: ['run_id', 'scan', 'symbol', 'date', 'change'].map((key) => ({
          key,
          label: key.replace('_', ' '),
          text: (i: number) => String(rows[i][key]),
        })),
      }).element,
  );
}
