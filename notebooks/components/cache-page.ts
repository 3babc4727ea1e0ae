import type { CacheSnapshot, RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { cacheAdvice } from './cache-advice.js';
import { agesChart, lifeChart } from './cache-ages.js';
import { latencyChart, sizesChart } from './cache-charts.js';
import { cacheCurve } from './cache-curve.js';
import { causesChart } from './cache-misses.js';
import { nightsCharts } from './cache-nights.js';
import { cacheSentence } from './cache-sentence.js';
import { warmingReport } from './cache-warming.js';
import { element } from './element.js';
import { compact, count, duration, percent, plural } from './number-format.js';
import { plainTable } from './plain-table.js';

/** What the cache did over the nights, why it missed, and what another size or life would have done. */
export function cachePage(cache: CacheSnapshot, run: RunSnapshot): HTMLElement {
  if (cache.lookups === 0) {
    return element(
      'p',
      { class: 'empty' },
      'No run on record has asked the cache yet. From the second night on this page says what was reused and what it saved.',
    );
  }
  const heading = (text: string) => element('h2', {}, text);
  const nights = new Set(cache.nights.map((row) => row.run_id)).size;
  return element(
    'div',
    {},
    element('p', { class: 'lead' }, cacheSentence(run)),
    cacheAdvice(cache),
    nights < 5
      ? element(
          'p',
          { class: 'note' },
          `Only ${plural(nights, 'run')} on record: read the shares below as a beginning.`,
        )
      : null,
    ...cache.events.map((row) =>
      element(
        'p',
        { class: 'warning' },
        `Run ${row.run_id}: ${row.event} (${row.detail}), ${plural(Number(row.count), 'time')}. The scan went on without the cache; its results are the same.`,
      ),
    ),
    heading('Why it missed'),
    causesChart(cache.causes),
    heading('Would another size or life do better?'),
    cacheCurve(cache.kinds),
    heading('Day by day'),
    nightsCharts(cache.nights),
    heading('How quick, how full'),
    element(
      'div',
      { class: 'columns' },
      latencyChart(cache.latencyClasses, cache.latencies),
      sizesChart(cache.sizes, cache.capacityBytes),
    ),
    heading('How long values live'),
    element(
      'div',
      { class: 'columns' },
      lifeChart(
        cache.remainingLife,
        'life left at a hit',
        'Hits far from their end of life: the time to live could be shorter. Near it: longer.',
      ),
      lifeChart(
        cache.ageAtMiss,
        'age at a miss of what had been stored before',
        'Misses soon after the end of a life ask for a longer one.',
      ),
    ),
    heading('By kind'),
    ratioTable('by kind and tier, all that is on record', cache.kindByTier, ['kind', 'tier']),
    agesChart(cache.kindByAge),
    heading('The worst, not only the mean'),
    element(
      'div',
      { class: 'columns' },
      worstTable('hours (UTC) that had to compute the most', cache.worstHours, ['hour']),
      worstTable('runs that had to compute the most', cache.worstRuns, ['run_id', 'origin']),
    ),
    heading('What warming brought'),
    warmingReport(cache.warming),
  );
}

function ratioTable(caption: string, rows: CacheSnapshot['nights'], keys: readonly string[]): HTMLElement {
  return plainTable(
    caption,
    [...keys.map((key) => key.replace('_id', '')), 'lookups', 'hits', 'of computing time', 'saved'],
    rows.map((row) => [
      ...keys.map((key) => String(row[key])),
      count(Number(row.accesses)),
      percent(row.hit_ratio as number | null),
      percent(row.cost_hit_ratio as number | null),
      duration(Number(row.seconds_saved)),
    ]),
  );
}

function worstTable(caption: string, rows: CacheSnapshot['nights'], keys: readonly string[]): HTMLElement {
  return plainTable(
    caption,
    [...keys.map((key) => key.replace('_id', '')), 'lookups', 'hits', 'computed', 'saved', 'p99 of a lookup'],
    rows.map((row) => [
      ...keys.map((key) => String(row[key])),
      count(Number(row.accesses)),
      percent(row.hit_ratio as number | null),
      duration(Number(row.seconds_spent)),
      duration(Number(row.seconds_saved)),
      `${compact(Number(row.p99_us))}\u202fµs`,
    ]),
  );
}
