import { svgElement } from './element.js';

/** An interval this many times as far as four of five others would make dots of them. */
const FAR = 2;
const LINE = 2;

/**
 * How far an axis from −limit to limit goes for many intervals: to the farthest bound, unless that is far out of
 * reach of four fifths of them; then to those, and the others end in an arrow.
 * @param bounds distance from zero of each interval's farther end.
 */
export function intervalLimit(bounds: readonly number[]): number {
  const ascending = bounds.filter((bound) => !Number.isNaN(bound)).toSorted((a, b) => a - b);
  const farthest = ascending.at(-1) ?? 0;
  const most = ascending[Math.ceil(0.8 * ascending.length) - 1] ?? 0;
  return Math.max(farthest > FAR * most ? most : farthest, 1e-9);
}

/**
 * A mean with its interval on an axis from −limit to limit: blue above zero, orange below, grey across it; an
 * arrow where it goes on beyond the axis.
 */
export function intervalBar(mean: number, reach: number, limit: number, width = 140): SVGSVGElement {
  const x = (value: number) => (width / 2) * (1 + Math.max(-1, Math.min(1, value / limit)) * 0.97);
  const colour = mean - reach > 0 ? 'var(--gain)' : mean + reach < 0 ? 'var(--loss)' : 'var(--ink-3)';
  return svgElement(
    'svg',
    { class: 'bar-cell', width, height: 12, viewBox: `0 0 ${width} 12`, 'aria-hidden': true },
    svgElement('line', { class: 'axis', x1: width / 2, x2: width / 2, y1: 0, y2: 12 }),
    svgElement('line', {
      x1: x(mean - reach),
      x2: x(mean + reach),
      y1: 6,
      y2: 6,
      stroke: colour,
      'stroke-width': LINE,
    }),
    mean - reach < -limit && arrow(0, 1, colour),
    mean + reach > limit && arrow(width, -1, colour),
    Math.abs(mean) <= limit && svgElement('circle', { cx: x(mean), cy: 6, r: 3, fill: colour }),
  );
}

/** @param inward 1 at the left end, −1 at the right. */
function arrow(tip: number, inward: 1 | -1, fill: string): SVGElement {
  const base = tip + inward * 5;
  return svgElement('path', { d: `M${tip} 6L${base} 2L${base} 10Z`, fill });
}
