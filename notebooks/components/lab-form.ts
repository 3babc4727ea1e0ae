import type { Strategy } from '../models/strategies/index.js';
import { element } from './element.js';
import { choiceOfState, type LabChoice, SIGNALS } from './lab-link.js';
import type { LabScope, OwnRules } from './lab-protocol.js';
import { parameterSliders } from './parameter-sliders.js';

export interface LabFormOptions {
  readonly ready: readonly Strategy[];
  readonly symbols: readonly string[];
  /** Symbol to begin with. */
  readonly symbol: string;
  /** After every change by the reader. */
  onChange(): void;
}

export interface LabForm {
  readonly element: HTMLElement;
  /** Which of the three kinds of strategy is chosen. */
  kind(): 'ready' | 'own' | 'code';
  strategy(): Strategy | undefined;
  choice(): LabChoice;
  /** Sliders of a strategy in TypeScript, once it has said which parameters it has. */
  showCodeParameters(strategy: Pick<Strategy, 'parameters'>): void;
  /** Moves the sliders, and runs. */
  setParameters(values: Readonly<Record<string, number>>): void;
}

/** What the form calls the reader's own rules, and a strategy in the editor. */
export const OWN = 'own rules';
export const CODE = 'typescript';

/** The choices of a run: strategy, its parameters or rules, symbol, costs. Begins with the address. */
export function labForm(options: LabFormOptions, state: URLSearchParams): LabForm {
  const { ready, onChange } = options;
  const first = choiceOfState(state, ready, options.symbol);
  const names: readonly (readonly [string, string])[] = [
    ...ready.map(({ name, title }) => [name, title] as const),
    [OWN, OWN],
    [CODE, 'TypeScript, in an editor'],
  ];
  const select = element('select', {}, ...names.map(([value, title]) => element('option', { value }, title)));
  select.value =
    state.get('strategy') === CODE ? CODE : typeof first.strategy === 'string' ? first.strategy : OWN;
  const scope = element('input', {
    type: 'text',
    size: 10,
    list: 'lab-symbols',
    value: first.symbol,
    spellcheck: 'false',
  });
  const on = element(
    'select',
    {},
    element('option', { value: 'one' }, 'one symbol'),
    element('option', { value: 'all' }, 'all symbols, one account'),
    element('option', { value: 'each' }, 'all symbols, an account each'),
  );
  on.value = first.scope;
  const cost = element('input', { type: 'number', min: 0, max: 500, step: 1, value: first.costBps });
  const own = ownFields(first.strategy, onChange);
  const about = element('div');
  const values: { parameters: Record<string, number>; given: URLSearchParams } = {
    parameters: {},
    given: state,
  };
  const kind = () => (select.value === OWN ? 'own' : select.value === CODE ? 'code' : 'ready');
  const strategy = () => ready.find(({ name }) => name === select.value);

  const show = () => {
    values.parameters = {};
    const found = strategy();
    if (found)
      about.replaceChildren(
        describe(found),
        parameterSliders(found, values.given, values.parameters, onChange),
      );
    else about.replaceChildren(...(kind() === 'own' ? [own.element] : []));
  };
  select.addEventListener('change', () => {
    // Parameters of the address belong to the strategy it names.
    values.given = new URLSearchParams();
    show();
    onChange();
  });
  for (const input of [on, scope, cost]) input.addEventListener('change', onChange);
  show();
  return {
    element: element(
      'div',
      { class: 'lab-form' },
      element('label', {}, 'strategy', select),
      element('label', {}, 'on', on),
      element('label', {}, 'symbol', scope),
      element(
        'datalist',
        { id: 'lab-symbols' },
        ...options.symbols.slice(0, 1000).map((symbol) => element('option', { value: symbol })),
      ),
      element('label', {}, 'costs, bps a side', cost),
      about,
    ),
    kind,
    strategy,
    choice() {
      return {
        strategy: kind() === 'own' ? own.rules() : select.value,
        parameters: { ...values.parameters },
        scope: on.value as LabScope,
        symbol: scope.value.trim().toUpperCase(),
        costBps: Math.max(0, Number(cost.value) || 0),
      };
    },
    showCodeParameters(offered) {
      values.parameters = {};
      about.replaceChildren(parameterSliders(offered, values.given, values.parameters, onChange));
    },
    setParameters(wanted) {
      values.given = new URLSearchParams(
        Object.entries(wanted).map(([name, value]) => [`p.${name}`, String(value)]),
      );
      show();
      onChange();
    },
  };
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

function ownFields(first: string | OwnRules, onChange: () => void) {
  const given = typeof first === 'string' ? undefined : first;
  const fields = SIGNALS.map((signal) => ({
    signal,
    input: element('input', {
      type: 'text',
      class: 'rule',
      spellcheck: 'false',
      value: given?.[signal] ?? '',
    }),
  }));
  const hold = element('input', { type: 'number', min: 0, max: 1000, step: 1, value: given?.hold ?? 0 });
  for (const input of [hold, ...fields.map((field) => field.input)])
    input.addEventListener('change', onChange);
  return {
    element: element(
      'div',
      {},
      element(
        'p',
        {},
        'Conditions at the close; orders fill at the next open. Leave out what you do not need.',
      ),
      ...fields.map(({ signal, input }) => element('label', {}, signal, input)),
      element('label', {}, 'close after bars, 0 = never', hold),
    ),
    rules: (): OwnRules => ({
      ...(Object.fromEntries(fields.map(({ signal, input }) => [signal, input.value])) as Record<
        (typeof SIGNALS)[number],
        string
      >),
      hold: Math.max(0, Math.round(Number(hold.value)) || 0),
    }),
  };
}
