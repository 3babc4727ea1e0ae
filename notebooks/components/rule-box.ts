import { createIdeaLog } from './idea-log.js';
import { element } from './element.js';
import { count } from './number-format.js';
import { ruleActions } from './rule-actions.js';
import { ruleCompletion } from './rule-completion.js';
import { splitCriteria, withThreshold } from './rule-criteria.js';
import type { RuleAnswer } from './rule-answer.js';
import type { FromRuleWorker, ToRuleWorker } from './rule-protocol.js';
import { accountReport, ruleReport } from './rule-report.js';
import { readState, writeState } from './url-state.js';

export interface RuleBoxOptions {
  /** Address of the market file. */
  readonly url: string;
  readonly worker: Worker;
  /** Ideas that the nightly runs of this workspace have tried. */
  readonly trials: number;
  /** Hash of the data on the page and its date: they go into the link. */
  readonly dataHash: string;
  readonly asOf: string;
  /** What stands between the answer in a line and the evidence. */
  readonly between: readonly (HTMLElement | null)[];
  /** The session that the answer is to end on; undefined for the last one. */
  until(): number | undefined;
  /** The rule was answered; undefined when none is being asked. */
  onAnswer(answer: RuleAnswer | undefined): void;
  /** The reader wants the answer of today again. */
  onToday(): void;
}

export interface RuleBox {
  readonly element: HTMLElement;
  /** Puts a number into a clause of the rule, by its place among the criteria, and asks. */
  setThreshold(index: number, value: number): void;
  /** Another session was chosen: asks again once it rests. */
  moved(): void;
}

const PAUSE_MS = 60;
/** Characters of a data hash that a link carries. */
export const HASH_LENGTH = 8;

/** A line to type a rule in, answered over all of history on every pause, by a worker. */
export function ruleBox(options: RuleBoxOptions): RuleBox {
  const { worker } = options;
  const state = readState();
  const input = element('input', {
    type: 'text',
    class: 'rule',
    id: 'rule',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    placeholder: 'rsi(2) < 10 and close > sma(close, 200)',
    value: state.get('rule') ?? '',
    'aria-describedby': 'rule-fault rule-status',
  });
  const side = element(
    'select',
    { 'aria-label': 'side' },
    element('option', {}, 'long'),
    element('option', {}, 'short'),
  );
  side.value = state.get('side') === 'short' ? 'short' : 'long';
  const fault = element('pre', { class: 'rule-fault', id: 'rule-fault', role: 'alert' });
  const status = element(
    'p',
    { class: 'note', id: 'rule-status', role: 'status' },
    'Bars are on their way\u2026',
  );
  const report = element('div', { class: 'rule-report' });
  const ideas = createIdeaLog();
  const actions = element('div');
  const asked: { id: number; arrived: string; timer: number; answer?: RuleAnswer } = {
    id: 0,
    arrived: '',
    timer: 0,
  };

  const ask = () => {
    const rule = input.value.trim();
    asked.id++;
    clearTimeout(asked.timer);
    if (rule === '') {
      fault.textContent = '';
      report.replaceChildren();
      actions.replaceChildren();
      status.textContent = `Type a rule to see what it would have done. ${asked.arrived}`;
      options.onAnswer(undefined);
      return;
    }
    const direction = side.value as 'long' | 'short';
    send(worker, { type: 'ask', id: asked.id, rule: input.value, direction, until: options.until() });
  };
  const change = () => {
    const rule = input.value.trim();
    writeState({
      rule,
      side: side.value === 'short' ? 'short' : null,
      data: rule === '' ? null : options.dataHash.slice(0, HASH_LENGTH),
      asof: rule === '' ? null : options.asOf,
    });
    ask();
  };
  const afterPause = (act: () => void) => {
    send(worker, { type: 'typing' });
    clearTimeout(asked.timer);
    asked.timer = window.setTimeout(act, PAUSE_MS);
  };
  const askAfterPause = () => afterPause(change);
  worker.addEventListener('message', ({ data }: MessageEvent<FromRuleWorker>) => {
    if (data.type === 'arrived') {
      asked.arrived = data.isComplete
        ? `All bars are here, ${data.from} to ${data.to}.`
        : `Bars from ${data.from} to ${data.to} are here, earlier years are on their way.`;
      ask();
    } else if (data.type === 'broken') {
      status.textContent = `${data.message}. Reload the page to try again.`;
    } else if (data.type === 'market' || data.id !== asked.id) {
      // Of another question, or for others on the page.
    } else if (data.type === 'fault') {
      fault.textContent = faultText(data);
      status.textContent = 'The last answer below is for the rule before.';
    } else if (data.type === 'answer') {
      const { answer } = data;
      fault.textContent = '';
      status.textContent = answerWords(answer);
      asked.answer = answer;
      const next = ruleReport(answer, options.onToday);
      const before = report.querySelector('.rule-account');
      // The equity before stays, dimmed, until the new one is there: nothing jumps.
      if (before) {
        before.setAttribute('aria-busy', 'true');
        next.querySelector('.rule-account')?.replaceWith(before);
      }
      report.replaceChildren(next);
      actions.replaceChildren(ruleActions(answer));
      options.onAnswer(answer);
    } else if (data.type === 'account' && asked.answer) {
      const tried = { answer: asked.answer, account: data.account };
      if (tried.answer.isComplete) ideas.add(tried);
      report
        .querySelector('.rule-account')
        ?.replaceWith(accountReport(tried, ideas.doubt(tried, options.trials)));
    }
  });
  input.addEventListener('input', askAfterPause);
  side.addEventListener('change', change);
  send(worker, { type: 'open', url: options.url });
  const box = element(
    'section',
    { class: 'rule-box', 'aria-label': 'typed rule' },
    element(
      'div',
      { class: 'rule-line' },
      element('label', { for: 'rule' }, 'rule'),
      ruleCompletion(input, askAfterPause),
      side,
    ),
    fault,
    status,
    actions,
    ...options.between,
    report,
  );
  return {
    element: box,
    setThreshold(index, value) {
      // Earlier moves may have shifted the text: the clause is found anew by its place in the order.
      input.value = withThreshold(input.value, splitCriteria(input.value)[index], value);
      change();
    },
    moved: () => afterPause(ask),
  };
}

function answerWords({
  tonight,
  symbols,
  matches,
  from,
  to,
  isComplete,
  isPast,
  milliseconds,
}: RuleAnswer): string {
  const day = isPast ? `matched on ${to}` : 'match tonight';
  const span = isPast ? `from ${from} to ${to}` : `since ${from}`;
  const rest = isComplete ? '' : ' (earlier years are on their way)';
  return `${count(tonight.length)} of ${count(symbols)} ${day}; ${count(matches)} matches ${span}${rest}. Answered in ${Math.round(milliseconds)} ms by the engine of the nightly.`;
}

function send(worker: Worker, message: ToRuleWorker): void {
  worker.postMessage(message, { transfer: [] });
}

/** Carets under the characters at fault, then the reason. */
function faultText({ message, start, end }: Extract<FromRuleWorker, { type: 'fault' }>): string {
  if (start === undefined || end === undefined) return message;
  return `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}\n${message.replace(/^in "rule", /, '')}`;
}
