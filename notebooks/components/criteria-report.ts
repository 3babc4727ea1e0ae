import { element, svgElement } from './element.js';
import { compact, count } from './number-format.js';
import { passes, splitCriteria, withThreshold } from './rule-criteria.js';
import type { RuleAnswer } from './rule-answer.js';
import type { CriterionValues } from './rule-matches.js';

const BINS = 40;
/** Tails are cut for the picture: one bad tick must not squeeze the rest into a bin. */
const TAIL = 0.01;

/** Each comparison of the rule with its distribution tonight and a slider for its number; "why not" beside. */
export function criteriaReport(answer: RuleAnswer, change: (rule: string) => void): HTMLElement {
  if (answer.criteria.length === 0) return element('div');
  const edited = { rule: answer.rule };
  const lines = answer.criteria.map((criterion, c) =>
    criterionLine(criterion, (value) => {
      // Earlier edits may have moved the text: the criterion is found anew by its place in the order.
      edited.rule = withThreshold(edited.rule, splitCriteria(edited.rule)[c], value);
      change(edited.rule);
    }),
  );
  return element('div', { class: 'criteria-lines' }, ...lines, whyNot(answer));
}

function criterionLine(criterion: CriterionValues, onValue: (value: number) => void): HTMLElement {
  const { threshold, leftValues, operator } = criterion;
  const passing = (limit?: number) => {
    let n = 0;
    leftValues.forEach((left, s) => {
      if (passes(left, operator, limit ?? criterion.rightValues[s]) === true) n++;
    });
    return `${count(n)} pass`;
  };
  const shown = element('span', { class: 'note' }, passing());
  const name = element('code', {}, criterion.text);
  if (!threshold)
    return element('div', { class: 'criterion' }, name, element('span', { class: 'note' }, ''), shown);
  const [lowest, highest] = spread(leftValues, threshold.value);
  const step = niceStep(highest - lowest);
  const low = Math.floor(lowest / step) * step;
  const high = Math.ceil(highest / step) * step;
  const picture = histogram(leftValues, low, high);
  const slider = element('input', {
    type: 'range',
    min: low,
    max: high,
    step,
    value: threshold.value,
    'aria-label': `threshold of ${criterion.left}`,
  });
  slider.addEventListener('input', () => {
    const value = Number(Number(slider.value).toPrecision(6));
    name.textContent = `${criterion.left} ${operator} ${value}`;
    shown.textContent = passing(value);
    onValue(value);
  });
  return element(
    'div',
    { class: 'criterion' },
    name,
    element('div', { class: 'brush' }, picture, slider),
    shown,
  );
}

/** The middle 98 % of the values, widened to hold the threshold. */
export function spread(values: Float64Array, threshold: number): [number, number] {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return [threshold - 1, threshold + 1];
  const low = known[Math.floor(TAIL * (known.length - 1))];
  const high = known[Math.ceil((1 - TAIL) * (known.length - 1))];
  const from = Math.min(low, threshold);
  const to = Math.max(high, threshold);
  return from === to ? [from - 1, to + 1] : [from, to];
}

/** A step of 1, 2 or 5 times a power of ten, about two hundred of them across. */
export function niceStep(range: number): number {
  const raw = range / 200;
  const power = 10 ** Math.floor(Math.log10(raw));
  const multiple = [1, 2, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  return Number((multiple * power).toPrecision(1));
}

function histogram(values: Float64Array, low: number, high: number, width = 260, height = 26): SVGSVGElement {
  const bins = new Int32Array(BINS);
  for (const value of values) {
    if (!(value >= low && value <= high)) continue;
    bins[Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS))]++;
  }
  const tallest = Math.max(1, ...bins);
  const bars = Array.from(bins, (n, b) => {
    const size = (n / tallest) * height;
    return svgElement('rect', {
      x: (b * width) / BINS,
      y: height - size,
      width: width / BINS - 1,
      height: size,
    });
  });
  return svgElement(
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      preserveAspectRatio: 'none',
      class: 'histogram',
      role: 'img',
      'aria-label': `distribution tonight from ${compact(low)} to ${compact(high)}`,
    },
    ...bars,
  );
}

/** Names the clauses that a symbol fails tonight, and how far it is from passing. */
function whyNot(answer: RuleAnswer): HTMLElement {
  const input = element('input', {
    type: 'text',
    size: 8,
    spellcheck: 'false',
    'aria-label': 'symbol to explain',
  });
  const text = element('span', { role: 'status' });
  input.addEventListener('input', () => {
    text.textContent = whyNotText(answer, input.value.trim().toUpperCase());
  });
  return element('p', { class: 'wide' }, 'Why not ', input, ' ', text);
}

/** The same in words: each failing clause with its two sides and the distance between them. */
export function whyNotText({ criteria, names, tonight }: RuleAnswer, symbol: string): string {
  if (symbol === '') return '';
  const at = names.indexOf(symbol);
  if (at === -1) return `there is no ${symbol} among the bars.`;
  if (tonight.includes(symbol)) return `${symbol} matches tonight.`;
  const failing = criteria.flatMap((criterion) => {
    const left = criterion.leftValues[at];
    const right = criterion.rightValues[at];
    const passed = passes(left, criterion.operator, right);
    if (passed === true) return [];
    if (passed === undefined) return [`${criterion.text}: not known for ${symbol} tonight`];
    return [
      `${criterion.left} is ${compact(left)}, needs ${criterion.operator} ${compact(right)}: ${compact(Math.abs(left - right))} away`,
    ];
  });
  return failing.length === 0 ? `${symbol} fails a clause that is no comparison.` : `${failing.join('; ')}.`;
}
