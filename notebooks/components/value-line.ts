import { element } from './element.js';
import { compact, count, percent } from './number-format.js';
import { sparkLine } from './spark.js';

const BARS = 250;
const WIDTH = 420;
const HEIGHT = 54;

/** The last values of a computed number as a line, with the latest, lowest and highest in words. */
export function numberLine(label: string, values: Float64Array): HTMLElement {
  const shown = Array.from(values.subarray(-BARS)).filter(Number.isFinite);
  if (shown.length === 0) return labelled(label, 'unknown on every bar shown');
  const low = shown.reduce((a, b) => Math.min(a, b));
  const high = shown.reduce((a, b) => Math.max(a, b));
  const scaled = shown.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
  const latest = compact(values[values.length - 1]);
  const words = `${latest} on the last bar; ${compact(low)} to ${compact(high)} over ${count(shown.length)} bars`;
  return labelled(label, words, sparkLine(scaled, WIDTH, HEIGHT));
}

/** On how many bars a condition was met, and where among the last. */
export function conditionLine(label: string, values: Float64Array): HTMLElement {
  const known = values.filter((value) => value === value);
  const met = known.reduce((sum, value) => sum + value, 0);
  const last = values[values.length - 1];
  const now = last === 1 ? 'met' : last === 0 ? 'not met' : 'unknown';
  const words = `${now} on the last bar; met on ${count(met)} of ${count(known.length)} bars (${percent(met / known.length)}), unknown on ${count(values.length - known.length)}`;
  const shown = Array.from(values.subarray(-BARS), (value) => (value === 1 ? 1 : 0));
  return labelled(label, words, sparkLine(shown, WIDTH, HEIGHT / 2));
}

function labelled(label: string, words: string, line?: SVGSVGElement): HTMLElement {
  return element('div', { class: 'value-line' }, element('code', {}, label), ` ${words}`, line ?? null);
}
