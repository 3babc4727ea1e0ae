import { element } from './element.js';
import { count } from './number-format.js';
import { BRUSH_BINS } from './scan-brush.js';
import { type BrushLine, brushLine } from './scan-brush-line.js';
import { brushOf, dropBrushes, writeBrush } from './scan-brush-state.js';
import type { BrushColumn } from './scan-criteria.js';
import { type Crossfilter, createCrossfilter, type Range } from './scan-crossfilter.js';
import { readState, writeState } from './url-state.js';

export interface ScanBrushesOptions {
  /** Columns of the table that can be added, as key and label. */
  readonly choices: readonly (readonly [string, string])[];
  /** Which rows pass rule and brushes now. */
  onMask(mask: Uint8Array, passing: number): void;
  /** A slider moved the number of a clause. */
  onThreshold(index: number, value: number): void;
  /** Another set of columns was chosen. */
  onChoice(): void;
}

/** What is brushed. */
export interface BrushView {
  /** The criteria of the rule, then the chosen columns. */
  readonly columns: readonly BrushColumn[];
  /** Rows that are looked at, 1 or 0. */
  readonly base: Uint8Array;
  /** Pictures are kept while this is the same: the day that is shown. */
  readonly scale: string;
  /** False while the answer to the rule in the address is still to come. */
  readonly isSettled: boolean;
}

export interface ScanBrushes {
  readonly element: HTMLElement;
  show(view: BrushView): void;
}

const FIRST_CHOICE = 'score';
/** Browsers refuse to write the address at every move: it follows when a brush rests. */
const REST_MS = 200;

/** Keys of the columns that the address asks a distribution of. */
export function chosenColumns(): string[] {
  return (readState().get('dist') ?? FIRST_CHOICE).split('.').filter((key) => key !== '' && key !== 'none');
}

/**
 * Every criterion and each chosen column with its distribution and a brush: brushing one narrows the others and
 * the table at once. A brush stands in for the clause it is drawn on until it is let go.
 */
export function scanBrushes(options: ScanBrushesOptions): ScanBrushes {
  const lines = element('div', { class: 'criteria-lines' });
  const status = element('span', { class: 'note', role: 'status' });
  const clear = element('button', { type: 'button' }, 'Clear brushes');
  const state: { shown: string; lines: BrushLine[]; filter?: Crossfilter; view?: BrushView; rest: number } = {
    shown: '',
    lines: [],
    rest: 0,
  };
  /** Brushes that moved since the address was written, by key; null for one that was let go. */
  const ranges = new Map<string, Range | null>();
  const rangeOf = (key: string) => {
    const range = ranges.get(key);
    return range === undefined ? brushOf(key) : (range ?? undefined);
  };
  const writeAtRest = () => {
    clearTimeout(state.rest);
    state.rest = window.setTimeout(() => {
      for (const [key, range] of ranges) writeBrush(key, range ?? undefined);
      ranges.clear();
    }, REST_MS);
  };
  const draw = () => {
    const { filter, view } = state;
    if (!filter || !view) return;
    state.lines.forEach((line, k) => line.draw(filter.totals[k], filter.counts[k]));
    const set = view.columns.filter(({ key }) => rangeOf(key) !== undefined).length;
    clear.disabled = set === 0;
    const brushes = `${count(set)} ${set === 1 ? 'brush' : 'brushes'}`;
    const looked = view.base.reduce((sum, bit) => sum + bit, 0);
    status.textContent =
      set === 0
        ? 'Drag across a distribution to brush it.'
        : `${count(filter.passing())} of ${count(looked)} within ${brushes}${view.columns.some(({ clause }) => clause) ? ' and the clauses not brushed' : ''}.`;
    options.onMask(filter.mask, filter.passing());
  };
  const setRange = (k: number, range: Range | undefined) => {
    const column = state.view?.columns[k];
    if (!column || !state.filter) return;
    ranges.set(column.key, range ?? null);
    writeAtRest();
    state.filter.setRange(k, range);
    state.lines[k].place(range);
    draw();
  };
  clear.addEventListener('click', () => {
    ranges.clear();
    dropBrushes(new Set());
    state.view?.columns.forEach((_, k) => {
      state.filter?.setRange(k, undefined);
      state.lines[k].place(undefined);
    });
    draw();
  });
  return {
    element: element(
      'div',
      { class: 'brushes' },
      lines,
      element('div', { class: 'controls' }, chooser(options), clear, status),
    ),
    show(view) {
      const { columns, base, scale, isSettled } = view;
      if (isSettled) dropBrushes(new Set(columns.map(({ key }) => key)));
      const shown = [scale, ...columns.map(({ key }) => key)].join('\n');
      const fits = columns.every((column, k) => state.lines[k]?.fits(column));
      if (shown !== state.shown || !fits) {
        state.lines = columns.map((column, k) =>
          brushLine(column, {
            onRange: (range) => setRange(k, range),
            onThreshold: (index, value) => {
              setRange(k, undefined);
              options.onThreshold(index, value);
            },
          }),
        );
        lines.replaceChildren(...state.lines.map((line) => line.element));
        state.shown = shown;
      }
      const filter = createCrossfilter(
        columns.map(({ values, clause }, k) => ({
          values,
          ...state.lines[k].domain,
          standing: clause?.standing,
        })),
        base,
        BRUSH_BINS,
      );
      state.filter = filter;
      state.view = view;
      columns.forEach((column, k) => {
        const range = rangeOf(column.key);
        if (range) filter.setRange(k, range);
        state.lines[k].update(column, range);
      });
      draw();
    },
  };
}

/** Adds a column's distribution, or takes it away again. */
function chooser({ choices, onChoice }: ScanBrushesOptions): HTMLElement {
  const select = element(
    'select',
    { 'aria-label': 'distribution to add or take away' },
    element('option', { value: '' }, 'distribution of …'),
    ...choices.map(([value, text]) => element('option', { value }, text)),
  );
  select.addEventListener('change', () => {
    const keys = chosenColumns();
    const next = keys.includes(select.value)
      ? keys.filter((key) => key !== select.value)
      : [...keys, select.value];
    select.value = '';
    writeState({ dist: next.length === 0 ? 'none' : next.join('.') });
    onChoice();
  });
  return select;
}
