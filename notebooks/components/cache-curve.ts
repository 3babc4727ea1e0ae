import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { lifeWords } from './cache-life.js';
import { element } from './element.js';
import { compact, count, percent, plural } from './number-format.js';
import { plainTable } from './plain-table.js';
import { readState, writeState } from './url-state.js';
import { draw } from './vega-chart.js';

type Kind = CacheSnapshot['kinds'][number];

const MIB = 2 ** 20;
/** With fewer, the error of SHARDS says more of the sample than of the curve. */
const FEWEST_SAMPLED = 50;

/** The miss-ratio curve of one kind with its two sliders: how large, how long-lived, and what that would have missed. */
export function cacheCurve(kinds: readonly Kind[]): HTMLElement {
  const usable = kinds.filter(({ missRatio }) => missRatio.some((ratio) => ratio !== null && ratio < 1));
  if (usable.length === 0)
    return element(
      'p',
      { class: 'empty' },
      'Too few lookups so far for a curve: it needs values that were asked for again.',
    );
  const named = usable.findIndex(({ kind }) => kind === readState().get('kind'));
  const asked = named >= 0 ? named : usable.indexOf(mostTelling(usable));
  const choose = element(
    'select',
    { id: 'cache-kind' },
    ...usable.map(({ kind, accesses }, i) =>
      element('option', { value: i, selected: i === asked }, `${kind} (${count(accesses)} lookups)`),
    ),
  );
  const size = element('input', { type: 'range', id: 'cache-size', min: 0, step: 1 });
  const life = element('input', { type: 'range', id: 'cache-life', min: 0, step: 1 });
  const reading = element('p', { role: 'status', id: 'cache-reading' });
  const place = element('div', {
    class: 'vega-chart',
    role: 'img',
    'aria-label': 'miss ratio by size of the cache',
  });
  place.style.minHeight = '240px';
  const table = element('div');
  const current = () => usable[Number(choose.value)];
  const reset = () => {
    const { capacityBytes, grid, ttlMs } = current();
    size.max = String(capacityBytes.length - 1);
    size.value = size.max;
    life.max = String(grid.ttlMs.length - 1);
    life.value = String(
      Math.max(
        0,
        grid.ttlMs.findLastIndex((ttl) => ttl <= ttlMs),
      ),
    );
  };
  const show = () => {
    const kind = current();
    const [s, l] = [Number(size.value), Number(life.value)];
    reading.textContent = readingOf(kind, s, l);
    table.replaceChildren(curveTable(kind, l));
    void draw(place, curveSpec(kind, s, l));
  };
  choose.addEventListener('change', () => {
    writeState({ kind: current().kind });
    reset();
    show();
  });
  size.addEventListener('input', show);
  life.addEventListener('input', show);
  reset();
  const near = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    show();
  });
  near.observe(place);
  reading.textContent = readingOf(current(), Number(size.value), Number(life.value));
  return element(
    'figure',
    {},
    element(
      'div',
      { class: 'controls' },
      element('label', {}, 'kind ', choose),
      element('label', {}, 'size ', size),
      element('label', {}, 'time to live ', life),
    ),
    reading,
    place,
    element(
      'figcaption',
      {},
      'Exact from stack distances (Mattson 1970), with the time to live counted (Sultan, EuroSys 2024); grey: SHARDS (Waldspurger, FAST 2015) at the time to live in force, from a sample, as a check.',
    ),
    element('details', {}, element('summary', {}, 'as a table: the curve'), table),
  );
}

/** The kind of which a size decides the most lookups. */
function mostTelling(kinds: readonly Kind[]): Kind {
  const fall = ({ missRatio, accesses }: Kind) => accesses * ((missRatio[0] ?? 0) - (missRatio.at(-1) ?? 0));
  return kinds.reduce((best, kind) => (fall(kind) > fall(best) ? kind : best));
}

function readingOf(kind: Kind, s: number, l: number): string {
  const missed = kind.grid.missRatio[l]?.[s] ?? null;
  const cost = kind.grid.costMissRatio[l]?.[s] ?? null;
  const ofCost = cost === null ? '' : ` and ${percent(cost)} of the computing time`;
  return `${compact(kind.capacityBytes[s] / MIB)} MiB kept for ${lifeWords(kind.grid.ttlMs[l])} would have missed ${percent(missed)} of lookups${ofCost}. ${shardsWords(kind)}`;
}

function shardsWords({ shards: { sampledAccesses, error } }: Kind): string {
  return sampledAccesses < FEWEST_SAMPLED
    ? `SHARDS has ${plural(sampledAccesses, 'lookup')} to sample yet, too few for a check.`
    : `SHARDS differs by ${percent(error, 2)} on average (${count(sampledAccesses)} lookups sampled).`;
}

function curveTable(kind: Kind, l: number): HTMLElement {
  return plainTable(
    `miss ratio of ${kind.kind} at ${lifeWords(kind.grid.ttlMs[l])}`,
    ['MiB', 'missed', 'of computing time', 'SHARDS'],
    kind.capacityBytes.map((bytes, s) => [
      compact(bytes / MIB),
      percent(kind.grid.missRatio[l]?.[s]),
      percent(kind.grid.costMissRatio[l]?.[s]),
      percent(kind.shards.missRatio[s]),
    ]),
  );
}

function curveSpec(kind: Kind, s: number, l: number): Record<string, unknown> {
  const values = kind.capacityBytes.map((bytes, i) => ({
    mib: bytes / MIB,
    exact: kind.grid.missRatio[l]?.[i],
    shards: kind.shards.missRatio[i],
  }));
  const x = { field: 'mib', type: 'quantitative', title: 'size (MiB)', axis: { tickCount: 8 } };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'missed',
    scale: { domain: [0, 1] },
    axis: { format: '.0%' },
  });
  return {
    width: 'container',
    height: 200,
    data: { values },
    layer: [
      { mark: { type: 'line', color: 'var(--mute)', strokeDash: [4, 3] }, encoding: { x, y: y('shards') } },
      { mark: { type: 'line', interpolate: 'step-after' }, encoding: { x, y: y('exact') } },
      {
        data: { values: [values[s]] },
        mark: { type: 'point', color: 'var(--accent)', size: 90 },
        encoding: { x, y: y('exact') },
      },
      ...(kind.recommendation
        ? [
            {
              mark: { type: 'rule', color: 'var(--gain)', strokeDash: [2, 2] },
              encoding: { x: { datum: kind.recommendation.capacityBytes / MIB } },
            },
          ]
        : []),
    ],
  };
}
