import { svgElement } from './element.js';

/** A mean with its interval on an axis from −limit to limit: blue above zero, orange below, grey across it. */
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
      'stroke-width': 2,
    }),
    svgElement('circle', { cx: x(mean), cy: 6, r: 3, fill: colour }),
  );
}
