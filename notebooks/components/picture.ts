import * as Plot from '@observablehq/plot';
import { chartExport } from './chart-export.js';
import { element } from './element.js';

/** Plot's own. */
const PLOT_WIDTH = 640;

/**
 * A chart as one picture to assistive technology, named by its `ariaLabel`: the numbers stand in a table
 * beside it; it can be saved as SVG and PNG. Plot names its inner groups too, which only graphics that are not pictures may have.
 * On a page narrower than its `width` it is drawn as narrow: shrunk, its letters could not be read.
 */
export function picture(options: Plot.PlotOptions & { readonly ariaLabel: string }): HTMLElement {
  const chart = Plot.plot({ ...options, width: Math.min(options.width ?? PLOT_WIDTH, pageWidth()) });
  for (const svg of [chart, ...chart.querySelectorAll('svg')]) {
    if (svg instanceof SVGSVGElement) svg.setAttribute('role', 'img');
  }
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  const svg = chart instanceof SVGSVGElement ? chart : chart.querySelector('svg');
  return element('div', { class: 'picture' }, chart, svg && chartExport(options.ariaLabel, () => svg));
}

/** CSS pixels between the margins of the page. */
function pageWidth(): number {
  return document.getElementById('observablehq-main')?.clientWidth ?? Number.POSITIVE_INFINITY;
}
