import type { Bars } from '../models/bars/index.js';
import { compile, evaluate } from '../models/expressions/index.js';
import type { Series } from './price-chart.js';

export interface ChartSeries {
  readonly overlays: Series[];
  readonly panels: Series[];
  /** What could not be drawn, each with its reason. */
  readonly errors: string[];
}

/** An expression whose values mostly lie within this factor of the close is drawn on the price. */
const NEAR_PRICE = 2;

/** Evaluates expressions, one a line, on one symbol: prices go on the chart, anything else beneath it. */
export function chartExpressions(text: string, bars: Bars, benchmarkClose?: Float64Array): ChartSeries {
  const series: ChartSeries = { overlays: [], panels: [], errors: [] };
  for (const label of text
    .split(/[\n;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    try {
      const values = evaluate(compile({ value: label }), { bars, benchmarkClose }).value;
      (isNearPrice(values, bars.close) ? series.overlays : series.panels).push({ label, values });
    } catch (error) {
      series.errors.push(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return series;
}

function isNearPrice(values: Float64Array, close: Float64Array): boolean {
  let near = 0;
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    known++;
    if (values[i] > close[i] / NEAR_PRICE && values[i] < close[i] * NEAR_PRICE) near++;
  }
  return known > 0 && near > 0.9 * known;
}
