import type { Strategy } from '../models/strategies/index.js';
import { element } from './element.js';
import type { FromLabWorker, SweepQuestion, SweptRange, ToLabWorker } from './lab-protocol.js';
import type { LabChoice } from './lab-link.js';
import { fullRange, MOST_STEPS } from './sweep-grid.js';
import { type LinkedSweep, sweepOfText, sweepText } from './sweep-link.js';
import { sweepReport } from './sweep-report.js';
import { readState, writeState } from './url-state.js';

export interface SweepFormOptions {
  readonly worker: Worker;
  /** Symbols in the order in which a sweep takes them. */
  readonly symbols: readonly string[];
  choice(): LabChoice;
  strategy(): Strategy | undefined;
  nextId(): number;
  /** Every cell of a grid was tried, whether looked at or not. */
  onTried(query: string, cells: number): void;
  /** A cell was chosen: the Lab goes there. */
  onChoose(parameters: Readonly<Record<string, number>>): void;
}

export interface SweepForm {
  readonly element: HTMLElement;
  /** What is drawn belongs to another strategy now. */
  reset(): void;
  /** All bars are here: a sweep that came with the link runs, once. */
  ready(): void;
}

const MOST_SYMBOLS = 100;

/** Two parameters over their ranges on one symbol or up to 100: a grid, watched while it runs, to be stopped. */
export function labSweepForm(options: SweepFormOptions): SweepForm {
  const { worker } = options;
  const place = element('div', { class: 'sweep-controls' });
  const report = element('div', { 'aria-live': 'polite' });
  const progress = element('progress', { max: 1, value: 0, 'aria-label': 'sweep', hidden: true });
  const fault = element('p', { class: 'warning', role: 'alert', hidden: true });
  const start = element('button', { type: 'button' }, 'Sweep');
  const stop = element('button', { type: 'button', hidden: true }, 'Stop');
  const symbols = element('input', { type: 'number', min: 1, max: MOST_SYMBOLS, step: 1, value: 1 });
  const details = element(
    'details',
    { class: 'sweep' },
    element('summary', {}, 'Sweep two parameters'),
    place,
  );
  const asked: {
    question?: SweepQuestion;
    linked?: LinkedSweep;
    sides: ReturnType<typeof rangeFields>[];
  } = { sides: [], linked: sweepOfText(readState().get('sweep')) };

  const finish = () => {
    progress.hidden = true;
    stop.hidden = true;
    start.disabled = false;
  };
  const sweep = () => {
    const strategy = options.strategy();
    if (!strategy) return;
    const { parameters, scope, symbol, costBps } = options.choice();
    const [x, y] = asked.sides.map((side) => side.range());
    const question: SweepQuestion = {
      id: options.nextId(),
      strategy: strategy.name,
      symbols: sweptSymbols(scope === 'one' ? symbol : undefined, options.symbols, Number(symbols.value)),
      x,
      y,
      parameters,
      costBps,
    };
    asked.question = question;
    fault.hidden = true;
    progress.hidden = stop.hidden = false;
    progress.value = 0;
    start.disabled = true;
    report.replaceChildren();
    writeState({ sweep: sweepText({ ranges: [x, y], symbols: question.symbols.length }) });
    send(worker, { type: 'sweep', question });
  };
  start.addEventListener('click', sweep);
  stop.addEventListener('click', () => {
    asked.question = undefined;
    send(worker, { type: 'stop-sweep' });
    report.replaceChildren(element('p', { class: 'note' }, 'Stopped: nothing is shown of half a sweep.'));
    finish();
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    const { question } = asked;
    if (question === undefined) return;
    if (data.type === 'swept' && data.id === question.id) progress.value = data.done / data.total;
    else if (data.type === 'fault' && data.id === question.id) {
      fault.hidden = false;
      fault.textContent = data.message;
      finish();
    } else if (data.type === 'sweep' && data.result.id === question.id) {
      finish();
      options.onTried(
        JSON.stringify([question.strategy, question.symbols, question.costBps]),
        data.result.x.length,
      );
      report.replaceChildren(
        sweepReport(data.result, { x: question.x.name, y: question.y.name }, (k) =>
          options.onChoose({
            ...question.parameters,
            [question.x.name]: data.result.x[k],
            [question.y.name]: data.result.y[k],
          }),
        ),
      );
    }
  });

  const reset = () => {
    if (asked.question) send(worker, { type: 'stop-sweep' });
    asked.question = undefined;
    finish();
    report.replaceChildren();
    const strategy = options.strategy();
    const isSwept =
      strategy !== undefined && strategy.parameters.length >= 2 && strategy.account === 'single';
    place.hidden = !isSwept;
    if (!isSwept) return;
    asked.sides = [0, 1].map((k) => rangeFields(strategy, k));
    place.replaceChildren(
      ...asked.sides.map((side) => side.element),
      element('label', {}, 'symbols, from the one above on', symbols),
      element('div', {}, start, ' ', stop, ' ', progress),
    );
  };
  reset();
  return {
    element: element('div', {}, details, fault, report),
    reset() {
      writeState({ sweep: null });
      asked.linked = undefined;
      reset();
    },
    ready() {
      const { linked } = asked;
      asked.linked = undefined;
      if (!linked || place.hidden) return;
      details.open = true;
      symbols.value = String(linked.symbols);
      asked.sides.forEach((side, k) => side.show(linked.ranges[k]));
      sweep();
    },
  };
}

/** The chosen symbol first, then the others in their order; without one, from the first of them. */
function sweptSymbols(
  symbol: string | undefined,
  symbols: readonly string[],
  count: number,
): readonly string[] {
  const others = symbols.filter((name) => name !== symbol);
  const all = symbol === undefined ? others : [symbol, ...others];
  return all.slice(0, Math.max(1, Math.min(MOST_SYMBOLS, Math.round(count) || 1)));
}

function rangeFields(strategy: Strategy, place: number) {
  const { parameters } = strategy;
  const name = element(
    'select',
    { 'aria-label': place === 0 ? 'across' : 'up' },
    ...parameters.map((parameter) => element('option', { value: parameter.name }, parameter.title)),
  );
  name.value = parameters[place].name;
  const number = (label: string) => element('input', { type: 'number', step: 'any', 'aria-label': label });
  const [from, to, steps] = ['from', 'to', 'values'].map(number);
  const fill = () => {
    const parameter = parameters.find((candidate) => candidate.name === name.value) ?? parameters[place];
    const range = fullRange(parameter);
    from.value = String(range.from);
    to.value = String(range.to);
    steps.value = String(range.steps);
    steps.max = String(MOST_STEPS);
  };
  name.addEventListener('change', fill);
  fill();
  return {
    show(range: SweptRange): void {
      name.value = range.name;
      fill();
      from.value = String(range.from);
      to.value = String(range.to);
      steps.value = String(range.steps);
    },
    range: (): SweptRange => ({
      name: name.value,
      from: Number(from.value),
      to: Number(to.value),
      steps: Number(steps.value),
    }),
    element: element(
      'div',
      { class: 'range', role: 'group', 'aria-label': place === 0 ? 'parameter across' : 'parameter up' },
      name,
      element('span', {}, ' from ', from, ' to ', to, ' in ', steps, ' values'),
    ),
  };
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
