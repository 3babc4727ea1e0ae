import { element } from './element.js';
import { compact, count } from './number-format.js';
import { brush } from './scan-brush.js';
import type { BrushColumn } from './scan-criteria.js';
import type { Range } from './scan-crossfilter.js';
import { type Domain, domainOf } from './scan-domain.js';

export interface BrushLineOptions {
  onRange(range: Range | undefined): void;
  onThreshold(index: number, value: number): void;
}

/** One column: its name, its distribution under a brush, the slider of its number, and what passes. */
export interface BrushLine {
  readonly element: HTMLElement;
  readonly domain: Domain;
  /** Whether the picture still holds the number of a clause. */
  fits(column: BrushColumn): boolean;
  /** Takes over new values of the same column. */
  update(column: BrushColumn, range: Range | undefined): void;
  place(range: Range | undefined): void;
  draw(totals: Int32Array, counts: Int32Array): void;
}

/** A line of a column; later values of it come by `update`. */
export function brushLine(first: BrushColumn, options: BrushLineOptions): BrushLine {
  const domain = domainOf(first.values, first.clause?.threshold ?? clauseEnd(first));
  const state = { column: first };
  const name = element('code', {});
  const said = element('span', { class: 'note' });
  const release = element(
    'button',
    { type: 'button', class: 'release', 'aria-label': `clear the brush of ${first.label}`, hidden: true },
    '×',
  );
  release.addEventListener('click', () => options.onRange(undefined));
  const picture = brush({ label: first.label, domain, onRange: options.onRange });
  const slider = first.clause?.threshold === undefined ? undefined : thresholdSlider(first, domain, options);
  const place = (range: Range | undefined) => {
    const { clause, values } = state.column;
    const own = clause?.range ?? ([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const);
    picture.place(range ?? own, range !== undefined);
    release.hidden = range === undefined;
    const meeting = clause?.standing.reduce((sum, bit) => sum + bit, 0);
    said.textContent =
      range !== undefined
        ? `brush ${rangeWords(range)}`
        : meeting === undefined
          ? `${count(values.filter((value) => !Number.isNaN(value)).length)} known`
          : `${count(meeting)} pass`;
  };
  return {
    element: element(
      'div',
      { class: 'criterion' },
      name,
      element('div', {}, picture.element, slider),
      element('span', {}, said, ' ', release),
    ),
    domain,
    fits({ clause }) {
      const limit = clause?.threshold;
      return limit === undefined || (limit >= domain.low && limit <= domain.high);
    },
    update(column, range) {
      state.column = column;
      name.textContent = clauseText(column);
      const threshold = column.clause?.threshold;
      if (slider && threshold !== undefined && slider !== document.activeElement)
        slider.value = String(threshold);
      place(range);
    },
    place,
    draw: picture.draw,
  };
}

/** Moves the number in the rule itself. */
function thresholdSlider(
  { label, clause }: BrushColumn,
  { low, high, step }: Domain,
  options: BrushLineOptions,
): HTMLInputElement {
  const slider = element('input', {
    type: 'range',
    class: 'threshold',
    min: low,
    max: high,
    step,
    value: clause?.threshold,
    'aria-label': `threshold of ${label}`,
  });
  slider.addEventListener('input', () => {
    options.onThreshold(clause?.index ?? 0, Number(Number(slider.value).toPrecision(6)));
  });
  return slider;
}

/** The limit that a clause without a number has on the picture: 1 of a ratio, 0 of a difference. */
function clauseEnd({ clause }: BrushColumn): number | undefined {
  return clause?.range.find((end) => Number.isFinite(end));
}

function clauseText({ key, label, clause }: BrushColumn): string {
  if (!clause) return label;
  return clause.threshold === undefined ? key : `${key} ${clause.threshold}`;
}

function rangeWords([from, to]: Range): string {
  if (!Number.isFinite(from) && !Number.isFinite(to)) return 'lifts the clause';
  if (!Number.isFinite(from)) return `up to ${compact(to)}`;
  if (!Number.isFinite(to)) return `from ${compact(from)}`;
  return `${compact(from)} to ${compact(to)}`;
}
