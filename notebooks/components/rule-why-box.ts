import { isoDate } from '../models/bars/index.js';
import { element } from './element.js';
import { compact, count, percent } from './number-format.js';
import type { WhyAnswer, WhyClause } from './rule-why.js';
import { readState, writeState } from './url-state.js';

export interface RuleWhyOptions {
  /** Named scans, by title and condition. */
  readonly scans: readonly { readonly title: string; readonly where: string }[];
  /** Asks for an answer; the latest question is the one that counts. */
  ask(rule: string, symbol: string): void;
}

export interface RuleWhy {
  readonly element: HTMLElement;
  /** The typed rule, empty when there is none; asks anew when a symbol stands in the box. */
  setRule(rule: string): void;
  show(answer: WhyAnswer): void;
}

/** "Why not NVDA?" of the typed rule or of a named scan. */
export function ruleWhy({ scans, ask }: RuleWhyOptions): RuleWhy {
  const state = { rule: '' };
  const input = element('input', {
    type: 'text',
    size: 8,
    spellcheck: 'false',
    autocapitalize: 'characters',
    placeholder: 'NVDA',
    value: readState().get('why') ?? '',
    'aria-label': 'symbol to explain',
  });
  const typed = element('option', { value: '' }, 'the typed rule');
  const choice = element(
    'select',
    { 'aria-label': 'rule to explain' },
    typed,
    ...scans.map(({ title, where }) => element('option', { value: where }, title)),
  );
  const said = element('div', { role: 'status', class: 'why-not' });
  const refresh = () => {
    const symbol = input.value.trim().toUpperCase();
    writeState({ why: symbol });
    if (choice.value === '' && state.rule === '' && scans.length > 0) choice.value = scans[0].where;
    const rule = choice.value === '' ? state.rule : choice.value;
    if (symbol === '' || rule === '') said.replaceChildren();
    else ask(rule, symbol);
  };
  input.addEventListener('input', refresh);
  choice.addEventListener('change', refresh);
  return {
    element: element('div', { class: 'why-line' }, element('label', {}, 'Why not ', input), choice, said),
    setRule(rule) {
      const isNew = state.rule === '' && rule !== '';
      state.rule = rule;
      typed.disabled = rule === '';
      if (isNew) choice.value = '';
      refresh();
    },
    show: (answer) => said.replaceChildren(...whyLines(answer)),
  };
}

/** The answer in words: a line a failing clause. */
function whyLines(answer: WhyAnswer): HTMLElement[] {
  const { symbol, clauses, verdict } = answer;
  const lines = clauses.map((clause) => element('p', { class: 'wide' }, clauseWords(clause)));
  const first = verdictWords(answer);
  if (verdict === 'fails' && clauses.length === 1)
    return [element('p', { class: 'wide' }, `${symbol}: ${clauseWords(clauses[0])}`)];
  return [element('p', { class: 'wide' }, first), ...lines];
}

function verdictWords({ symbol, verdict, time, clauses }: WhyAnswer): string {
  switch (verdict) {
    case 'no such symbol':
      return `there is no ${symbol} among the bars.`;
    case 'did not trade':
      return `${symbol} did not trade on that session; its last bar is of ${isoDate(time)}${clauses.length === 0 ? ', and the rule was met then.' : ':'}`;
    case 'not a member':
      return `${symbol} did not belong to the universe on ${isoDate(time)}.`;
    case 'matches':
      return `${symbol} matches on ${isoDate(time)}.`;
    case 'fails':
      return `${symbol} fails ${count(clauses.length)} clauses on ${isoDate(time)}:`;
  }
}

/** What a clause came to, how far that is from passing, and since when. */
export function clauseWords({ text, status, comparison, alternatives, lastPassed }: WhyClause): string {
  const since = lastPassed
    ? `; it last held on ${isoDate(lastPassed.time)}, ${count(lastPassed.sessions)} ${lastPassed.sessions === 1 ? 'session' : 'sessions'} before`
    : '; it held on no bar that is here';
  if (comparison) {
    const { left, value, operator, right, threshold, distance, relativeDistance } = comparison;
    const limit = right === String(threshold) ? compact(threshold) : `${right} = ${compact(threshold)}`;
    const share = Number.isFinite(relativeDistance) ? ` (${percent(relativeDistance)} of the limit)` : '';
    return `${left} is ${compact(value)}, needs ${operator} ${limit}: ${compact(distance)} away${share}${since}.`;
  }
  if (alternatives.length > 0) {
    return `none of ${alternatives.length} alternatives holds${since}: ${alternatives.map(clauseWords).join(' ')}`;
  }
  return `${text} is ${status === 'unknown' ? 'not known' : 'not met'}${since}.`;
}
