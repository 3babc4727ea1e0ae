import { isoDate } from '../models/bars/index.js';
import { criteriaReport } from './criteria-report.js';
import { createIdeaLog } from './idea-log.js';
import { element } from './element.js';
import { count } from './number-format.js';
import { ruleActions } from './rule-actions.js';
import { ruleCompletion } from './rule-completion.js';
import type { RuleAnswer } from './rule-answer.js';
import { ruleDay } from './rule-day.js';
import type { FromRuleWorker, ToRuleWorker } from './rule-protocol.js';
import { accountReport, ruleReport } from './rule-report.js';
import { readState, writeState } from './url-state.js';

export interface RuleBoxOptions {
  /** Address of the market file. */
  readonly url: string;
  readonly worker: Worker;
  /** Ideas that the nightly runs of this workspace have tried. */
  readonly trials: number;
  /** Hash of the data on the page: it goes into the link. */
  readonly dataHash: string;
  /** The symbols that match tonight, or undefined when no rule is being asked. */
  onMatches(symbols: ReadonlySet<string> | undefined): void;
}

const PAUSE_MS = 60;
const HASH_LENGTH = 8;

/** A line to type a rule in, answered over all of history on every pause, by a worker. */
export function ruleBox(options: RuleBoxOptions): HTMLElement {
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
  const criteria = element('div', { class: 'criteria' });
  const answered = element('div', { hidden: true });
  const actions = element('div');
  const day = ruleDay(state.get('day') ?? undefined, (time) => {
    writeState({ day: time === undefined ? null : isoDate(time) });
    if (time === undefined) options.onMatches(new Set(asked.answer?.tonight));
    else send(worker, { type: 'day', id: asked.id, time });
  });
  answered.append(actions, day.element);
  const asked: { id: number; arrived: string; timer: number; answer?: RuleAnswer } = {
    id: 0,
    arrived: '',
    timer: 0,
  };

  const ask = () => {
    const rule = input.value.trim();
    writeState({
      rule,
      side: side.value === 'short' ? 'short' : null,
      data: rule === '' ? null : options.dataHash.slice(0, HASH_LENGTH),
    });
    asked.id++;
    if (rule === '') {
      fault.textContent = '';
      report.replaceChildren();
      criteria.replaceChildren();
      answered.hidden = true;
      status.textContent = `Type a rule to see what it would have done. ${asked.arrived}`;
      options.onMatches(undefined);
      return;
    }
    send(worker, { type: 'ask', id: asked.id, rule: input.value, direction: side.value as 'long' | 'short' });
  };
  const change = (rule: string) => {
    input.value = rule;
    ask();
  };
  const askAfterPause = () => {
    clearTimeout(asked.timer);
    asked.timer = window.setTimeout(ask, PAUSE_MS);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromRuleWorker>) => {
    if (data.type === 'arrived') {
      asked.arrived = data.isComplete
        ? `All bars are here, ${data.from} to ${data.to}.`
        : `Bars from ${data.from} to ${data.to} are here, earlier years are on their way.`;
      ask();
    } else if (data.type === 'broken') {
      status.textContent = `${data.message}. Reload the page to try again.`;
    } else if (data.id === asked.id && data.type === 'fault') {
      fault.textContent = faultText(data);
      status.textContent = 'The last answer below is for the rule before.';
    } else if (data.id === asked.id && data.type === 'answer') {
      const { answer } = data;
      fault.textContent = '';
      status.textContent = `${count(answer.tonight.length)} of ${count(answer.symbols)} match tonight; ${count(answer.matches)} matches since ${answer.from}${answer.isComplete ? '' : ' (earlier years are on their way)'}. Answered in ${Math.round(answer.milliseconds)} ms by the engine of the nightly.`;
      asked.answer = answer;
      if (!criteria.contains(document.activeElement)) {
        criteria.replaceChildren(criteriaReport(answer, change));
      }
      const next = ruleReport(answer);
      const before = report.querySelector('.rule-account');
      // The equity before stays, dimmed, until the new one is there: nothing jumps.
      if (before) {
        before.setAttribute('aria-busy', 'true');
        next.querySelector('.rule-account')?.replaceWith(before);
      }
      report.replaceChildren(next);
      options.onMatches(new Set(answer.tonight));
      actions.replaceChildren(ruleActions(answer));
      answered.hidden = false;
      day.setSessions(answer.time, answer.perSession);
    } else if (data.id === asked.id && data.type === 'day') {
      day.show(data.time, data.symbols);
      options.onMatches(new Set(data.symbols));
    } else if (data.id === asked.id && data.type === 'account' && asked.answer) {
      const tried = { answer: asked.answer, account: data.account };
      if (tried.answer.isComplete) ideas.add(tried);
      report
        .querySelector('.rule-account')
        ?.replaceWith(accountReport(tried, ideas.doubt(tried, options.trials)));
    }
  });
  input.addEventListener('input', askAfterPause);
  side.addEventListener('change', ask);
  send(worker, { type: 'open', url: options.url });
  return element(
    'section',
    { class: 'rule-box', 'aria-label': 'typed rule' },
    element(
      'div',
      { class: 'rule-line' },
      element('label', { for: 'rule' }, 'rule'),
      ruleCompletion(input, askAfterPause),
      side,
    ),
    staleLink(state.get('data'), options.dataHash.slice(0, HASH_LENGTH)),
    fault,
    status,
    answered,
    criteria,
    report,
  );
}

function send(worker: Worker, message: ToRuleWorker): void {
  worker.postMessage(message, { transfer: [] });
}

/** Says so when a link was made on other data than the page now has. */
function staleLink(linked: string | null, present: string): HTMLElement | null {
  if (linked === null || linked === present) return null;
  return element(
    'p',
    { class: 'warning' },
    `This link was made on data ${linked}; the page now has data ${present}, so its numbers may differ from what you were sent.`,
  );
}

/** Carets under the characters at fault, then the reason. */
function faultText({ message, start, end }: Extract<FromRuleWorker, { type: 'fault' }>): string {
  if (start === undefined || end === undefined) return message;
  return `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}\n${message.replace(/^in "rule", /, '')}`;
}
