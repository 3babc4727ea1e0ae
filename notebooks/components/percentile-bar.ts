import { svgElement } from './element.js';

/** A tick on a line from 0 to 100: where a value stands among all. */
export function percentileBar(place: number | null, width = 100): SVGSVGElement {
  return svgElement(
    'svg',
    { class: 'bar-cell', width, height: 12, viewBox: `0 0 ${width} 12`, 'aria-hidden': true },
    svgElement('line', { class: 'axis', x1: 0, x2: width, y1: 6, y2: 6 }),
    place !== null &&
      svgElement('rect', {
        class: place >= 0.5 ? 'up' : 'down',
        x: place * (width - 4),
        y: 1,
        width: 4,
        height: 10,
      }),
  );
}
