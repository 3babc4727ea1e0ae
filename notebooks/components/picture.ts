import * as Plot from '@observablehq/plot';
import { chartExport } from './chart-export.js';
import { element } from './element.js';

/**
 * A chart as one picture to assistive technology, named by its `ariaLabel`: the numbers stand in a table
 * beside it; it can be saved as SVG and PNG. Plot names its inner groups too, which only graphics that are not pictures may have.
 */
export function picture(options: Plot.PlotOptions & { readonly ariaLabel: string }): HTMLElement {
  const chart = Plot.plot(options);
  for (const svg of [chart, ...chart.querySelectorAll('svg')]) {
    if (svg instanceof SVGSVGElement) svg.setAttribute('role', 'img');
  }
  for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
  const svg = chart instanceof SVGSVGElement ? chart : chart.querySelector('svg');
  return element('div', { class: 'picture' }, chart, svg && chartExport(options.ariaLabel, () => svg));
}
