import type { RunSnapshot, TrackSnapshot } from '../../pipelines/site/snapshots/index.js';
import { dataTable } from './data-table.js';
import { element } from './element.js';
import { count, percent, plural } from './number-format.js';
import { trackCalibration } from './track-calibration.js';
import { lastHundred, trackBlock } from './track-tables.js';

type Rows = TrackSnapshot['byScan'];

const Z_95 = 1.96;

/** How many scans paid at ten bars, in a sentence that also says how many could be luck. */
function trackSentence(track: TrackSnapshot): string {
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
    { class: 'track' },
    element('p', { class: 'lead' }, trackSentence(track)),
    element(
      'p',
      {},
      'Gain is the return of the signal\u2019s own side, close to close, less the benchmark\u2019s, before costs. Signals of one day move together, so the interval counts days, not signals, and is widened for overlapping horizons. Signals from before the first run were computed backwards over stored history: in sample for whoever chose these scans.',
    ),
    ...(track.byScan.length === 0
      ? []
      : [
          trackBlock('By scan and horizon', track.byScan, title, 'horizon', (row) =>
            plural(Number(row.horizon), 'bar'),
          ),
          trackBlock('By year, at ten bars', track.byYear, title, 'year', (row) => String(row.year)),
          trackBlock(
            'By market regime on the signal\u2019s day, at ten bars',
            track.byRegime,
            title,
            'regime',
            (row) => String(row.regime).replace('_', ', '),
          ),
          element(
            'section',
            {},
            trackBlock(
              'Calibration: by tenth of the score on the signal\u2019s day, at ten bars',
              track.byDecile,
              side,
              'decile',
              (row) => String(row.decile),
              'side',
            ),
            element(
              'p',
              { class: 'note' },
              'Tenth 10 holds the signals whose score was furthest on their own side. No probability is stated here; those of models, and what came of them, stand on the Models page.',
            ),
            trackCalibration(track.byDecile),
          ),
          trackBlock(
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
