import type { Bars } from '../models/bars/index.js';
import { compile, evaluate } from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import type { Series } from './price-chart.js';

export interface ChartSeries {
  readonly overlays: Series[];
  readonly panels: Series[];
  /** What could not be drawn, each with its reason. */
  readonly errors: string[];
}

/** An expression whose values mostly lie within this factor of the close may be drawn on the price. */
const NEAR_PRICE = 2;
/** Prices in another currency: what is a price is so many times higher. A power of 2 leaves the digits alone. */
const CURRENCY = 4;

/** Evaluates expressions, one a line, on one symbol: prices go on the chart, anything else beneath it. */
export function chartExpressions(text: string, bars: Bars, benchmarkClose?: Float64Array): ChartSeries {
  const series: ChartSeries = { overlays: [], panels: [], errors: [] };
  for (const label of text
    .split(/[\n;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    try {
      const program = compile({ value: label }, { definitions: namedExpressions() });
      const values = evaluate(program, { bars, benchmarkClose }).value;
      const isPrice =
        isNearPrice(values, bars.close) &&
        scalesWithPrice(values, evaluate(program, { bars: inOtherCurrency(bars), benchmarkClose }).value);
      (isPrice ? series.overlays : series.panels).push({ label, values });
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

function inOtherCurrency(bars: Bars): Bars {
  const times = (column: Float64Array) => column.map((value) => value * CURRENCY);
  const { open, high, low, close } = bars;
  return { ...bars, open: times(open), high: times(high), low: times(low), close: times(close) };
}

/** An average of prices does, an oscillator from 0 to 100 does not, wherever the price stands. */
function scalesWithPrice(values: Float64Array, scaled: Float64Array): boolean {
  return values.every(
    (value, i) => Number.isNaN(value) || Math.abs(scaled[i] - CURRENCY * value) <= 1e-6 * Math.abs(scaled[i]),
  );
}
