import type {
  EarlierRun,
  FeatureColumn,
  RecordSnapshot,
  ResultsSnapshot,
  RunSnapshot,
} from '../../pipelines/site/snapshots/index.js';
import { brokenLink } from './broken-link.js';
import { element } from './element.js';
import { recordSentence } from './record-words.js';
import { ruleBox } from './rule-box.js';
import type { FromRuleWorker, ToRuleWorker } from './rule-protocol.js';
import type { RuleSession } from './rule-session.js';
import { ruleWhy } from './rule-why-box.js';
import { savedViews } from './saved-views.js';
import { chosenColumns, scanBrushes } from './scan-brushes.js';
import { scanColumns } from './scan-columns.js';
import { resultColumn, ruleRows } from './scan-criteria.js';
import { scanDay } from './scan-day.js';
import { dayResults, type ScanData } from './scan-day-results.js';
import { scanLink } from './scan-link.js';
import { scanLinkChecks } from './scan-link-checks.js';
import { pastWords } from './scan-past.js';
import { scanTable } from './scan-table.js';
import { readState } from './url-state.js';

export interface ScanPageOptions {
  readonly results: ResultsSnapshot;
  readonly features: readonly FeatureColumn[];
  readonly record: RecordSnapshot;
  readonly run: RunSnapshot;
  /** Runs before tonight's; loaded when a past day is chosen. */
  loadEarlier(): Promise<readonly EarlierRun[]>;
  /** Address of the market file, and who reads it. */
  readonly url: string;
  readonly worker: Worker;
}

/** A pause of the slider after which the whole scan is computed as of its day. */
const DAY_PAUSE_MS = 120;
const RECORD_HORIZON = 10;

/** Rule, day, brushes, "why not" and table: each moves the others. */
export function scanPage(options: ScanPageOptions): HTMLElement[] {
  const { results, features, record, run, worker } = options;
  const tonight: ScanData = { results, features };
  const scans = run.scans.map(({ scan, title, expression, rank_by: rankBy }) => ({
    name: String(scan),
    title: String(title),
    where: String(expression),
    rankBy: String(rankBy),
  }));
  const columns = scanColumns(results, features).map(({ key }) => key);
  const broken = brokenLink(scanLinkChecks(results, run, columns));
  const state = {
    data: tonight,
    sessions: new Float64Array(0) as Float64Array,
    isComplete: false,
    /** Of the table; undefined for tonight. */
    day: undefined as number | undefined,
    session: undefined as RuleSession | undefined,
    rule: '',
    ranked: 0,
    explained: 0,
    timer: 0,
  };
  const send = (message: ToRuleWorker) => worker.postMessage(message, { transfer: [] });

  const last = () => state.sessions[state.sessions.length - 1];

  const refresh = () => {
    const { data, session } = state;
    // Rule and table come one after the other: the rule of one day says nothing of another's rows.
    if (session && session.time !== (state.day ?? last())) return;
    const base = table.filter();
    const rows = data.results.symbols.length;
    const chosen = chosenColumns();
    const columns = table
      .columns()
      .filter((column) => chosen.includes(column.key))
      .map((column) => resultColumn(column, rows));
    const rule = session && ruleRows(session, data);
    if (rule) for (let row = 0; row < rows; row++) base[row] &= rule.others[row];
    brushes.show({
      columns: [...(rule?.columns ?? []), ...columns],
      base,
      scale: data.results.asOf,
      isSettled: rule !== undefined || (readState().get('rule') ?? '') === '',
    });
  };
  const table = scanTable({ data: tonight, record, run, onFilter: refresh });
  const brushes = scanBrushes({
    choices: table
      .columns()
      .filter((column) => column.numeric)
      .map(({ key, label }) => [key, label] as const),
    onMask: (mask, passing) => table.keep(mask, passing),
    onThreshold: (index, value) => box.setThreshold(index, value),
    onChoice: refresh,
  });
  const recordLine = element('p', {}, recordSentence(record, 'score', RECORD_HORIZON));
  const show = (data: ScanData, time?: number) => {
    state.data = data;
    state.day = time;
    for (const part of [table, brushes]) part.element.removeAttribute('aria-busy');
    table.show(data);
    // What the score has done since was not known on a past day.
    recordLine.hidden = time !== undefined;
    refresh();
  };
  const askDay = (time: number | undefined) => {
    box.moved();
    why.setRule(state.rule);
    clearTimeout(state.timer);
    state.ranked++;
    if (time === undefined) {
      day.say();
      if (state.data !== tonight) show(tonight);
      return;
    }
    for (const part of [table, brushes]) part.element.setAttribute('aria-busy', 'true');
    day.say(
      state.isComplete
        ? 'The whole scan is being computed as of that day\u2026'
        : 'Once all years are here, the whole scan is computed as of that day.',
    );
    if (!state.isComplete) return;
    const id = state.ranked;
    state.timer = window.setTimeout(() => send({ type: 'rank', id, time, scans }), DAY_PAUSE_MS);
  };
  const day = scanDay(askDay);
  const why = ruleWhy({
    scans,
    ask(rule, symbol) {
      const time = day.time() ?? last();
      if (time === undefined) return;
      send({ type: 'why', id: ++state.explained, rule, symbol, time });
    },
  });
  const box = ruleBox({
    url: options.url,
    worker,
    trials: run.facts.trials,
    dataHash: run.facts.dataHash,
    asOf: run.facts.asOf,
    between: [scanLink(run, (chosen) => day.choose(chosen)), day.element, brushes.element, why.element],
    until: () => day.time(),
    onToday: () => day.choose(undefined),
    onAnswer(answer) {
      state.rule = answer?.rule ?? '';
      state.session = answer?.session;
      day.setMatches(answer?.perSession);
      why.setRule(state.rule);
      refresh();
    },
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromRuleWorker>) => {
    if (data.type === 'market') {
      state.sessions = data.sessions;
      state.isComplete = data.isComplete;
      day.setSessions(data.sessions);
      if (data.isComplete && day.time() !== undefined) askDay(day.time());
    } else if (data.type === 'ranking' && data.id === state.ranked) {
      day.say(`The whole scan is being computed as of that day: ${Math.round(100 * data.done)}\u202f%\u2026`);
    } else if (data.type === 'ranked' && data.id === state.ranked) {
      const past = dayResults(data.day, tonight);
      show(past, data.day.time);
      void options.loadEarlier().then((earlier) => {
        if (state.data === past) day.say(...pastWords(past.results, earlier, results, data.milliseconds));
        return undefined;
      });
    } else if (data.type === 'why' && data.id === state.explained) {
      why.show(data.answer);
    }
  });
  refresh();
  const parts = [box.element, savedViews('scan'), table.element, recordLine];
  return broken ? [broken, ...parts] : parts;
}
