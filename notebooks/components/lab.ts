import { strategies, type Strategy } from '../models/strategies/index.js';
import { element } from './element.js';
import { parameterSliders } from './parameter-sliders.js';
import type { FromLabWorker, LabQuestion, OwnRules, ToLabWorker } from './lab-protocol.js';
import { labReport } from './lab-report.js';
import { sweepReport } from './sweep-report.js';
import { readState, writeState } from './url-state.js';

export interface LabOptions {
  readonly url: string;
  readonly worker: Worker;
  readonly symbols: readonly string[];
  /** Symbol to begin with. */
  readonly symbol: string;
  /** Ideas that the nightly runs of this workspace have tried. */
  readonly trials: number;
}

const OWN = 'own rules';
type OwnFields = Record<Exclude<keyof OwnRules, 'hold'>, HTMLInputElement>;

const SIGNALS = ['entry', 'exit', 'short', 'cover'] as const;
const FIRST_COST_BPS = 10;

/** Pick a strategy or write one, move its parameters, and see at once what it would have done. */
export function lab(options: LabOptions): HTMLElement {
  const { worker } = options;
  const state = readState();
  const ready = strategies.filter((strategy) => strategy.kind === 'rules');
  const choice = element(
    'select',
    {},
    ...[...ready.map(({ name }) => name), OWN].map((name) =>
      element('option', { value: name }, titleOf(name)),
    ),
  );
  choice.value = state.get('entry') || state.get('short') ? OWN : (state.get('strategy') ?? 'sma-cross');
  if (choice.selectedIndex === -1) choice.value = 'sma-cross';
  const scope = element('input', {
    type: 'text',
    size: 10,
    list: 'lab-symbols',
    value: state.get('s') ?? options.symbol,
    spellcheck: 'false',
  });
  const cost = element('input', {
    type: 'number',
    min: 0,
    max: 500,
    step: 1,
    value: Number(state.get('cost') ?? FIRST_COST_BPS),
  });
  const fields = Object.fromEntries(
    SIGNALS.map((signal) => [
      signal,
      element('input', { type: 'text', class: 'rule', spellcheck: 'false', value: state.get(signal) ?? '' }),
    ]),
  ) as OwnFields;
  const hold = element('input', {
    type: 'number',
    min: 0,
    max: 1000,
    step: 1,
    value: state.get('hold') ?? 0,
  });
  const about = element('div');
  const fault = element('p', { class: 'warning', role: 'alert', hidden: true });
  const status = element('p', { class: 'note', role: 'status' }, 'Bars are on their way\u2026');
  const report = element('div', { class: 'lab-report' });
  const sweep = element('div', { 'aria-live': 'polite' });
  const asked = { id: 0, tried: new Set<string>(), parameters: {} as Record<string, number> };

  const ask = () => {
    const isOwn = choice.value === OWN;
    const signals = Object.fromEntries(
      SIGNALS.map((signal) => [signal, isOwn ? fields[signal].value : '']),
    ) as Record<keyof OwnFields, string>;
    const rules: OwnRules = { ...signals, hold: isOwn ? Number(hold.value) : 0 };
    const symbol = scope.value.trim().toUpperCase();
    const question: LabQuestion = {
      id: ++asked.id,
      strategy: isOwn ? rules : choice.value,
      parameters: isOwn ? {} : { ...asked.parameters },
      symbol: symbol === '' || symbol === 'ALL' ? undefined : symbol,
      costBps: Number(cost.value),
    };
    writeState({
      strategy: isOwn ? null : choice.value,
      s: scope.value,
      cost: cost.value,
      ...signals,
      hold: rules.hold > 0 ? String(rules.hold) : null,
      ...stated(question.parameters),
    });
    sweep.replaceChildren();
    send(worker, { type: 'run', question });
  };
  const choose = () => {
    const strategy = ready.find(({ name }) => name === choice.value);
    asked.parameters = {};
    sweepButton.hidden = (strategy?.parameters.length ?? 0) < 2 || strategy?.account === 'portfolio';
    if (strategy)
      about.replaceChildren(
        describe(strategy),
        parameterSliders(strategy, readState(), asked.parameters, ask),
      );
    else about.replaceChildren(ownFields(fields, hold));
    ask();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type === 'arrived') {
      status.textContent = data.isComplete
        ? `All bars are here, ${data.from} to ${data.to}.`
        : `Bars from ${data.from} on are here, earlier years are on their way.`;
      ask();
    } else if (data.type === 'broken') {
      fault.hidden = false;
      fault.textContent = `${data.message}. Reload the page to try again.`;
    } else if (data.type === 'fault' && data.id === asked.id) {
      fault.hidden = false;
      fault.textContent = data.message;
      sweep.replaceChildren();
    } else if (data.type === 'result' && data.result.id === asked.id) {
      fault.hidden = true;
      asked.tried.add(location.search);
      report.replaceChildren(
        labReport(data.result, {
          costBps: Number(cost.value),
          here: asked.tried.size,
          nightly: options.trials,
        }),
      );
    }
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type === 'sweep' && data.result.id === asked.id) {
      fault.hidden = true;
      // Every cell of the grid was tried, whether looked at or not.
      data.result.x.forEach((_, k) => asked.tried.add(`${location.search} ${k}`));
      sweep.replaceChildren(sweepReport(data.result, sweptNames(choice.value)));
    }
  });
  const sweepButton = element('button', { type: 'button' }, 'Sweep two parameters');
  sweepButton.addEventListener('click', () => {
    const question = {
      id: asked.id,
      strategy: choice.value,
      symbol: scope.value.trim().toUpperCase(),
      ...sweptNames(choice.value),
      parameters: { ...asked.parameters },
      costBps: Number(cost.value),
    };
    sweep.replaceChildren(element('p', { class: 'note' }, 'Running the grid\u2026'));
    send(worker, { type: 'sweep', question });
  });
  choice.addEventListener('change', choose);
  for (const input of [scope, cost, hold, ...Object.values(fields)]) input.addEventListener('change', ask);
  send(worker, { type: 'open', url: options.url });
  choose();
  return element(
    'div',
    { class: 'lab' },
    element(
      'div',
      { class: 'lab-controls' },
      element('label', {}, 'strategy', choice),
      element('label', {}, 'symbol, or ALL for the universe', scope),
      element(
        'datalist',
        { id: 'lab-symbols' },
        ...options.symbols.slice(0, 1000).map((symbol) => element('option', { value: symbol })),
      ),
      element('label', {}, 'costs, bps a side', cost),
      about,
      sweepButton,
      status,
    ),
    element('div', {}, fault, sweep, report),
  );
}

function titleOf(name: string): string {
  return strategies.find((strategy) => strategy.name === name)?.title ?? name;
}

/** The first two parameters of a ready-made strategy. */
function sweptNames(strategy: string): { readonly x: string; readonly y: string } {
  const [x, y] = strategies.find(({ name }) => name === strategy)?.parameters ?? [];
  return { x: x?.name ?? '', y: y?.name ?? '' };
}

function describe(strategy: Strategy): HTMLElement {
  const rules = strategy.kind === 'rules' ? Object.entries(strategy.rules) : [];
  return element(
    'div',
    {},
    element('p', {}, strategy.description),
    ...rules.map(([signal, text]) => element('p', { class: 'expression' }, `${signal}: ${text}`)),
    element('p', { class: 'note' }, `Source: ${strategy.source}`),
  );
}

function ownFields(fields: OwnFields, hold: HTMLInputElement): HTMLElement {
  return element(
    'div',
    {},
    element(
      'p',
      {},
      'Conditions at the close; orders fill at the next open. Leave out what you do not need.',
    ),
    ...SIGNALS.map((signal) => element('label', {}, signal, fields[signal])),
    element('label', {}, 'close after bars, 0 = never', hold),
  );
}

function stated(parameters: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`p.${name}`, String(value)]));
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
