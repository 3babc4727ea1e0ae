import * as Plot from '@observablehq/plot';
import type { SymbolLedger } from '../../pipelines/site/snapshots/index.js';
import { type Bars, isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import { fixed } from './number-format.js';
import { picture } from './picture.js';

export interface Series {
  readonly label: string;
  /** One value a bar; NaN where there is none. */
  readonly values: Float64Array;
}

export interface PriceChartOptions {
  readonly bars: Bars;
  /** How many bars to show, counted from the last. */
  readonly shown: number;
  /** Lines on the price, and lines in a panel of their own because their scale is another. */
  readonly overlays: readonly Series[];
  readonly panels: readonly Series[];
  readonly ledger: SymbolLedger | undefined;
  readonly width: number;
}

interface Point {
  readonly date: Date;
  readonly value: number;
}

/** Price with overlays and past signals, volume beneath, then one panel a further series. */
export function priceChart(options: PriceChartOptions): HTMLElement {
  const { bars, shown, width } = options;
  const start = Math.max(0, bars.close.length - shown);
  const dates = Array.from(bars.time.subarray(start), (time) => new Date(time));
  const domain: [Date, Date] = [dates[0], dates[dates.length - 1]];
  const frame = { width, marginLeft: 52, marginRight: 14, x: { type: 'utc' as const, domain, label: null } };
  const price = picture({
    ...frame,
    height: Math.min(360, width * 0.55),
    y: { label: 'price, adjusted ($)', grid: true, nice: true },
    ariaLabel: 'price with overlays and signals',
    marks: [
      ...(shown <= 130
        ? candles(bars, start, dates)
        : [line(points(bars.close, start, dates), 'var(--ink)', 1.3)]),
      ...options.overlays.map((series, i) =>
        line(points(series.values, start, dates), OVERLAY_COLOURS[i % OVERLAY_COLOURS.length], 1.3),
      ),
      ...signalMarks(signalPoints(options, start)),
    ],
  });
  const volume = picture({
    ...frame,
    height: 80,
    y: { label: 'volume (m)', ticks: 2 },
    ariaLabel: 'volume in millions of shares',
    marks: [
      Plot.ruleX(points(bars.volume, start, dates), {
        x: 'date',
        y: (point: Point) => point.value / 1e6,
        stroke: 'var(--mute)',
        strokeWidth: Math.max(0.6, Math.min(5, (width / shown) * 0.6)),
      }),
    ],
  });
  const panels = options.panels.map((series) =>
    picture({
      ...frame,
      height: 110,
      y: { label: series.label, grid: true, ticks: 4 },
      ariaLabel: series.label,
      marks: [line(points(series.values, start, dates), 'var(--ink-2)', 1.2)],
    }),
  );
  return element('figure', {}, price, volume, ...panels, legend(options), lastBars(bars));
}

const OVERLAY_COLOURS = ['var(--accent)', 'var(--ink-3)', 'var(--mute)'];

function line(data: readonly Point[], stroke: string, strokeWidth: number): Plot.Markish {
  return Plot.line(data, { x: 'date', y: 'value', stroke, strokeWidth });
}

function candles(bars: Bars, start: number, dates: readonly Date[]): Plot.Markish[] {
  const rows = dates.map((date, i) => ({
    date,
    open: bars.open[start + i],
    close: bars.close[start + i],
    high: bars.high[start + i],
    low: bars.low[start + i],
  }));
  const stroke = (row: { open: number; close: number }) =>
    row.close >= row.open ? 'var(--gain)' : 'var(--loss)';
  return [
    Plot.ruleX(rows, { x: 'date', y1: 'low', y2: 'high', stroke, strokeWidth: 1 }),
    Plot.ruleX(rows, { x: 'date', y1: 'open', y2: 'close', stroke, strokeWidth: 4 }),
  ];
}

function points(values: Float64Array, start: number, dates: readonly Date[]): Point[] {
  return dates.map((date, i) => ({ date, value: values[start + i] }));
}

/** A triangle where a scan begins to match, a dot on each bar on which it still does. */
function signalMarks(signals: readonly Signal[]): Plot.Markish[] {
  const place = { x: 'date', y: 'value' };
  const fill = ({ side }: Signal) => (side === 'long' ? 'var(--gain)' : 'var(--loss)');
  return [
    Plot.dot(
      signals.filter(({ goesOn }) => goesOn),
      { ...place, fill, r: 1.3 },
    ),
    Plot.dot(
      signals.filter(({ goesOn }) => !goesOn),
      {
        ...place,
        fill,
        symbol: ({ side }: Signal) => (side === 'long' ? 'triangle' : 'triangle2'),
        r: 4,
        channels: { signal: 'scan', gain: 'gain' },
        tip: { fill: 'var(--raised)' },
      },
    ),
  ];
}

interface Signal extends Point {
  readonly side: string;
  readonly scan: string;
  readonly gain: string;
  /** The same scan matched on the bar before. */
  readonly goesOn: boolean;
}

function signalPoints({ bars, ledger }: PriceChartOptions, start: number): Signal[] {
  if (!ledger) return [];
  const first = isoDate(bars.time[start]);
  const placeOf = new Map(Array.from(bars.time, (time, i) => [isoDate(time), i]));
  const matched = new Set(ledger.dates.map((date, i) => `${ledger.scans[i]} ${placeOf.get(date)}`));
  return ledger.dates.flatMap((date, i) => {
    const at = placeOf.get(date);
    if (date < first || at === undefined) return [];
    const side = ledger.directions[i];
    const gain = ledger.gains['10'][i];
    return [
      {
        date: new Date(bars.time[at]),
        value: side === 'long' ? bars.low[at] * 0.985 : bars.high[at] * 1.015,
        side,
        scan: ledger.scans[i],
        goesOn: matched.has(`${ledger.scans[i]} ${at - 1}`),
        gain: gain === null ? 'not due' : `${fixed(gain * 100, 1)} % in 10 bars`,
      },
    ];
  });
}

function legend({ overlays, shown }: PriceChartOptions): HTMLElement {
  const lines = overlays.map((series, i) => {
    const key = element('span', {}, '\u2501 ');
    key.style.color = OVERLAY_COLOURS[i % OVERLAY_COLOURS.length];
    return element('span', {}, key, series.label, '\u2002');
  });
  return element(
    'figcaption',
    {},
    ...lines,
    '\u25b2 long and \u25bc short signals of the named scans, a dot where one goes on. Prices adjusted for splits and dividends',
    shown <= 130 ? '; bars: open to close thick, low to high thin.' : '.',
  );
}

/** The numbers behind the picture, for those who cannot see it. */
function lastBars(bars: Bars): HTMLElement {
  const last = bars.close.length;
  const rows = Array.from({ length: Math.min(20, last) }, (_, i) => last - 1 - i).map((i) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, isoDate(bars.time[i])),
      ...[bars.open, bars.high, bars.low, bars.close].map((column) =>
        element('td', { class: 'number' }, fixed(column[i])),
      ),
      element('td', { class: 'number' }, fixed(bars.volume[i], 0)),
    ),
  );
  const head = ['date', 'open', 'high', 'low', 'close', 'volume'].map((label) =>
    element('th', { scope: 'col', class: label === 'date' ? undefined : 'number' }, label),
  );
  return element(
    'details',
    {},
    element('summary', {}, 'The last 20 bars as a table'),
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows)),
  );
}
