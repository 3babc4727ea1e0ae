import { svgElement } from './element.js';

/** A bar to the right of the axis for a positive value, to the left for a negative one; `limit` fills half. */
export function barCell(value: number | null, limit: number, width = 70): SVGSVGElement {
  const half = width / 2;
  const size = value === null ? 0 : Math.min(1, Math.abs(value) / limit) * (half - 2);
  const isUp = (value ?? 0) >= 0;
  return svgElement(
    'svg',
    { class: 'bar-cell', width, height: 12, viewBox: `0 0 ${width} 12`, 'aria-hidden': true },
    svgElement('rect', {
      class: isUp ? 'up' : 'down',
      x: isUp ? half : half - size,
      y: 1,
      width: size,
      height: 10,
    }),
    svgElement('line', { class: 'axis', x1: half, x2: half, y1: 0, y2: 12 }),
  );
}
