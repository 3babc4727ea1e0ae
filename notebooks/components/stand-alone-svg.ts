import { svgElement } from './element.js';

export interface StandAloneSvg {
  readonly text: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a chart takes from the page's style sheet and must carry itself once it leaves the page. */
const PAINTED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant',
  'text-anchor',
  'visibility',
] as const;
const MARGIN = 12;
const LINE = 16;

/**
 * A chart of the page as a file of its own: colours and type written into each element, the page's ground
 * beneath it, its name above and its source below.
 */
export function standAloneSvg(chart: SVGSVGElement, title: string, source: string): StandAloneSvg {
  const box = chart.getBoundingClientRect();
  const view = chart.viewBox.baseVal;
  const [width, height] = view && view.width > 0 ? [view.width, view.height] : [box.width, box.height];
  const copy = painted(chart);
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(MARGIN + LINE));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('overflow', 'visible');
  const { color, backgroundColor } = getComputedStyle(document.documentElement);
  const { fontFamily } = getComputedStyle(document.body);
  const whole = { width: width + 2 * MARGIN, height: height + 2 * (MARGIN + LINE) };
  const words = (y: number, size: number, text: string) =>
    svgElement('text', { x: MARGIN, y, fill: color, 'font-family': fontFamily, 'font-size': size }, text);
  const sheet = svgElement(
    'svg',
    { ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`, role: 'img', 'aria-label': title },
    svgElement('rect', { width: '100%', height: '100%', fill: backgroundColor }),
    words(MARGIN + 6, 13, title),
    copy,
    words(whole.height - MARGIN + 2, 9, source),
  );
  return { text: new XMLSerializer().serializeToString(sheet), ...whole };
}

/** A copy in which each element carries the style it is shown with, where that is not its parent's. */
function painted(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [i, original] of [chart, ...chart.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(original);
    const above = original === chart ? undefined : getComputedStyle(original.parentElement ?? chart);
    for (const name of PAINTED) {
      const value = style.getPropertyValue(name);
      if (original.hasAttribute(name) || value !== above?.getPropertyValue(name))
        copies[i].setAttribute(name, value);
    }
    copies[i].removeAttribute('class');
    copies[i].removeAttribute('style');
  }
  for (const sheet of copy.querySelectorAll('style')) sheet.remove();
  return copy;
}
