import { element } from './element.js';
import { equityChart, sessionChart } from './rule-charts.js';
import type { Doubt, Tried } from './idea-log.js';
import { intervalBar } from './interval-bar.js';
import { chance, count, fixed, percent } from './number-format.js';
import { meanWithInterval } from './record-words.js';
import { ACCOUNT_RULES } from './rule-account.js';
import type { RuleAnswer } from './rule-answer.js';
import type { OutcomeRow } from './rule-outcomes.js';
import { asItWas } from './rule-as-it-was.js';
import { symbolLink } from './symbol-link.js';

const Z_95 = 1.96;
const FEW_DAYS = 30;
const MOST_NAMED = 60;
const BAR_WIDTH = 96;
const COUNTS = ['above 0', 'n', 'days', 'open'];

/**
 * The answer to a typed rule: its day, what happened after, where it failed; room is kept for its trading.
 * @param toToday shows the answer of today instead of a past day's.
 */
export function ruleReport(answer: RuleAnswer, toToday: () => void): HTMLElement {
  return element(
    'div',
    {},
    answer.isPast ? asItWas(answer, toToday) : null,
    dayLine(answer),
    element(
      'div',
      { class: 'columns' },
      element(
        'div',
        {},
        outcomeTable('After a match, against the benchmark, before costs', 'bars', answer.byHorizon),
        sessionChart(answer),
      ),
      element('div', { class: 'rule-account' }, element('p', { class: 'note' }, 'Trading it\u2026')),
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Where it worked and where it failed: year, regime, sector, at ten bars'),
      element(
        'div',
        { class: 'columns' },
        outcomeTable('By year', 'year', answer.byYear),
        outcomeTable('By regime on the day', 'regime', answer.byRegime),
        outcomeTable('By sector', 'sector', answer.bySector),
      ),
    ),
  );
}

/** What trading the rule did, with the doubt it deserves. */
export function accountReport(tried: Tried, doubt: Doubt): HTMLElement {
  return element(
    'div',
    { class: 'rule-account' },
    equityChart(tried.account, tried.answer.isComplete),
    element('p', {}, doubtSentence(tried, doubt)),
    element('p', { class: 'note' }, accountSentence(tried)),
  );
}

function dayLine({ tonight, isPast, to }: RuleAnswer): HTMLElement {
  if (tonight.length === 0)
    return element(
      'p',
      { class: 'wide' },
      isPast ? `No symbol matched on ${to}.` : 'No symbol matches tonight.',
    );
  const links = tonight.slice(0, MOST_NAMED).flatMap((symbol) => [symbolLink(symbol), ' ']);
  const rest =
    tonight.length > MOST_NAMED ? `and ${tonight.length - MOST_NAMED} more, in the table below` : '';
  return element('p', { class: 'wide' }, isPast ? `On ${to}: ` : 'Tonight: ', ...links, rest);
}

function outcomeTable(caption: string, label: string, rows: readonly OutcomeRow[]): HTMLElement {
  const reach = Math.max(1e-9, ...rows.map((row) => Math.abs(row.mean ?? 0) + Z_95 * (row.stdErr ?? 0)));
  const head = [
    label,
    'mean gain (95 % interval)',
    `\u2212${percent(reach)} to ${percent(reach)}`,
    ...COUNTS,
  ];
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    element(
      'table',
      {},
      element('caption', {}, rows.every(({ n }) => n === 0) ? `${caption}: nothing has come due` : caption),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head.map((text) =>
            element('th', { scope: 'col', class: COUNTS.includes(text) ? 'number' : undefined }, text),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element(
            'tr',
            {
              class: row.days < FEW_DAYS ? 'doubt' : undefined,
              title: row.days < FEW_DAYS ? 'fewer than 30 days: not to be believed yet' : undefined,
            },
            element('th', { scope: 'row' }, row.group.replace('_', ', ')),
            element('td', { class: 'number' }, meanWithInterval(row.mean, row.stdErr)),
            element('td', {}, intervalBar(row.mean ?? 0, Z_95 * (row.stdErr ?? 0), reach, BAR_WIDTH)),
            element('td', { class: 'number' }, percent(row.hitRate, 0)),
            element('td', { class: 'number' }, count(row.n)),
            element('td', { class: 'number' }, count(row.days)),
            element('td', { class: 'number' }, count(row.open)),
          ),
        ),
      ),
    ),
  );
}

/** How it was traded and what came of it; in sample, for the rule was written looking at this history. */
export function accountSentence({ account, answer }: Tried): string {
  const { cagr, sharpe, maxDrawdown } = account.figures;
  const { positions, holdBars, costBps, cash } = ACCOUNT_RULES;
  return `In sample. ${count(account.trades)} trades: ${answer.direction === 'long' ? 'bought' : 'sold short'} at the next open, closed at the open ${holdBars} bars later, up to ${positions} at a time with 1/${positions} of equity each, ${costBps} bps a side, ${count(cash)} $ to begin with. CAGR ${percent(cagr)}, Sharpe ${fixed(sharpe)} (252 days, ddof 1, no risk-free rate), largest drawdown ${percent(maxDrawdown)}.`;
}

/** What the number of tries does to belief. */
export function doubtSentence({ account, answer }: Tried, doubt: Doubt): string {
  if (!answer.isComplete) return 'Doubt is stated once all years are here.';
  const today = answer.isPast ? ', counted to today' : '';
  const tried = `${count(doubt.here)} ${doubt.here === 1 ? 'idea' : 'ideas'} tried in this tab, ${count(doubt.all)} with the nightly\u2019s${today}`;
  const sharpe = `Sharpe ${fixed(account.figures.sharpe)} in sample; ${tried}`;
  if (doubt.deflated === null) return `${sharpe}. Too few trades to say more.`;
  return `${sharpe}: ${chance(doubt.deflated)} likely to be above what luck gives the best of ${count(doubt.all)}.`;
}
