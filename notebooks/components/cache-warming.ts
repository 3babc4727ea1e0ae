import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { compact, count, duration, percent } from './number-format.js';
import { plainTable } from './plain-table.js';

type Warming = CacheSnapshot['warming'];

const REASONS: Readonly<Record<string, string>> = {
  asked: 'people ask for it',
  named: 'the config names it',
  watched: 'on the watch list',
  ranked: 'near the cut of a scan',
};
const FATES: Readonly<Record<string, string>> = {
  used: 'was asked for',
  unused: 'was not asked for',
  there: 'the cache had it already',
  open: 'not asked for yet',
};

/** What warming achieved, in a sentence. */
export function warmingSentence({ candidates, reasons }: Warming): string {
  const sum = (rows: Warming['candidates'], name: string) =>
    rows.reduce((total, row) => total + Number(row[name]), 0);
  const times = sum(reasons, 'times');
  const spent = duration(sum(candidates, 'seconds_spent'));
  if (times === 0)
    return `${spent} were spent on warming; whether that was worth it shows once people have asked.`;
  return `${count(sum(reasons, 'times_used'))} of ${count(times)} things that were computed ahead were asked for afterwards; ${spent} were spent, ${duration(sum(candidates, 'seconds_saved'))} of waiting were saved.`;
}

/** What was computed ahead of its use, thing by thing: why, and whether anybody asked for it. */
export function warmingReport(warming: Warming): HTMLElement {
  if (warming.candidates.length === 0 && warming.values.length === 0)
    return element(
      'p',
      { class: 'empty' },
      'Nothing was warmed: "npx technic cache warm", or a schedule in the config, computes ahead what will be asked for.',
    );
  return element(
    'div',
    {},
    element('p', {}, warmingSentence(warming)),
    plainTable(
      'what was warmed, why, and whether it was used',
      ['what', 'why', 'chance', 'computed ahead', 'asked for', 'spent', 'saved', 'the last time'],
      warming.candidates.map((row) => [
        String(row.candidate),
        String(row.words),
        percent(Number(row.probability), 0),
        count(Number(row.times)),
        count(Number(row.times_used)),
        duration(Number(row.seconds_spent)),
        duration(Number(row.seconds_saved)),
        FATES[String(row.last)] ?? String(row.last),
      ]),
    ),
    plainTable(
      'how often each reason was right',
      ['reason', 'computed ahead', 'asked for', 'share'],
      warming.reasons.map((row) => [
        REASONS[String(row.reason)] ?? String(row.reason),
        count(Number(row.times)),
        count(Number(row.times_used)),
        percent(Number(row.times_used) / Number(row.times), 0),
      ]),
    ),
    element(
      'details',
      {},
      element('summary', {}, 'as a table: the single values'),
      plainTable(
        'values computed ahead of their use',
        ['run', 'kind', 'warmed', 'used', 'MiB', 'spent', 'saved'],
        warming.values.map((row) => [
          String(row.run_id),
          String(row.kind),
          count(Number(row.warmed)),
          count(Number(row.used)),
          compact(Number(row.bytes) / 2 ** 20),
          duration(Number(row.seconds_spent)),
          duration(Number(row.seconds_saved)),
        ]),
      ),
      element(
        'p',
        { class: 'note' },
        'The features of single symbols are computed on the way to a scan. Whoever asks for the scan finds it whole and does not look for them.',
      ),
    ),
  );
}
