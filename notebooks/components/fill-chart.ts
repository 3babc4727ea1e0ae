import type { FillExample } from '../models/simulation/index.js';
import type { Trade } from '../models/simulation/index.js';
import { svgElement } from './element.js';

const STEP = 44;
const HEIGHT = 132;
const MARGIN = { left: 10, right: 70, top: 12, bottom: 16 };

/** The bars of an example with its levels, where it got in and where it got out. The sentences beside it say the same. */
export function fillChart({ bars, levels, title }: FillExample, trades: readonly Trade[]): SVGSVGElement {
  const prices = [...bars.high, ...bars.low, ...levels.map(({ price }) => price)];
  const low = Math.min(...prices);
  const high = Math.max(...prices);
  const width = MARGIN.left + STEP * bars.close.length + MARGIN.right;
  const x = (i: number) => MARGIN.left + STEP * (i + 0.5);
  const y = (price: number) =>
    MARGIN.top + ((high - price) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = (className: string, x1: number, y1: number, x2: number, y2: number) =>
    svgElement('line', { class: className, x1, y1, x2, y2 });
  const right = width - MARGIN.right;
  return svgElement(
    'svg',
    {
      class: 'fill-chart',
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: 'img',
      'aria-label': `bars of: ${title}`,
    },
    ...levels.flatMap(({ name, price }) => [
      line('level', MARGIN.left, y(price), right, y(price)),
      svgElement('text', { x: right + 4, y: y(price) + 4 }, `${name} ${price}`),
    ]),
    ...Array.from(bars.close, (close, i) => [
      line('bar', x(i), y(bars.high[i]), x(i), y(bars.low[i])),
      line('bar', x(i) - 7, y(bars.open[i]), x(i), y(bars.open[i])),
      line('bar', x(i), y(close), x(i) + 7, y(close)),
      svgElement('text', { class: 'session', x: x(i), y: HEIGHT - 2 }, `bar ${i + 1}`),
    ]).flat(),
    ...trades.flatMap((trade) => [
      svgElement('path', { class: 'entry', d: arrow(x(trade.entryIndex) - 12, y(trade.entryPrice)) }),
      trade.status === 'closed' &&
        svgElement('circle', { class: 'exit', cx: x(trade.exitIndex) + 11, cy: y(trade.exitPrice), r: 3.6 }),
    ]),
  );
}

/** A small triangle whose tip points at a price from the left. */
function arrow(tip: number, y: number): string {
  return `M${tip},${y.toFixed(1)}l-7,-4.5v9z`;
}
