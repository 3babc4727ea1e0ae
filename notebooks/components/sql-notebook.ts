import type { QuerySchemaTable } from '../../pipelines/site/query/index.js';
import type { RunFacts } from '../../pipelines/site/index.js';
import { element } from './element.js';
import { count } from './number-format.js';
import type { SqlEngine } from './sql-engine.js';
import { SQL_EXAMPLES } from './sql-examples.js';
import { sqlFault } from './sql-fault.js';
import { sqlAnswer } from './sql-answer.js';
import { readSqlResult } from './sql-result.js';
import { sqlSchema } from './sql-schema.js';
import { readState, writeState } from './url-state.js';

export interface SqlNotebookOptions {
  readonly schema: readonly QuerySchemaTable[];
  readonly facts: RunFacts;
  /** Called once, when the first query is run: the engine weighs megabytes. */
  open(): Promise<SqlEngine>;
}

/** An editor for SQL with its tables beside it, and the answer below; the query is in the address. */
export function sqlNotebook({ schema, facts, open }: SqlNotebookOptions): HTMLElement {
  const state = readState();
  const editor = element('textarea', {
    class: 'sql',
    id: 'sql-query',
    rows: 9,
    spellcheck: 'false',
    autocapitalize: 'off',
    'aria-label': 'SQL',
    'aria-describedby': 'sql-status',
  });
  editor.value = state.get('sql') ?? SQL_EXAMPLES[0].sql;
  const status = element(
    'p',
    { class: 'note', id: 'sql-status', role: 'status' },
    'Nothing has been asked yet.',
  );
  const fault = element('pre', { class: 'sql-fault', role: 'alert' });
  const answer = element('div', { class: 'sql-answer' });
  const run = element('button', { type: 'button' }, 'Run');
  const session: { engine?: Promise<SqlEngine>; isBusy: boolean } = { isBusy: false };

  const ask = async () => {
    const sql = editor.value.trim();
    if (sql === '' || session.isBusy) return;
    session.isBusy = true;
    run.disabled = true;
    fault.textContent = '';
    writeState({ sql });
    try {
      status.textContent = session.engine
        ? 'Running\u2026'
        : 'Fetching the database engine and the tables\u2026';
      session.engine ??= open();
      const engine = await session.engine;
      const start = performance.now();
      const ipc = await engine.query(sql);
      const milliseconds = performance.now() - start;
      const result = readSqlResult(ipc);
      status.textContent = `${count(result.rows)} rows in ${Math.round(milliseconds)} ms, computed in this tab.`;
      answer.replaceChildren(sqlAnswer(result, ipc, facts));
    } catch (error) {
      answer.replaceChildren();
      status.textContent = 'The query was not answered.';
      fault.textContent = sqlFault(error instanceof Error ? error.message : String(error));
    } finally {
      session.isBusy = false;
      run.disabled = false;
    }
  };
  run.addEventListener('click', () => void ask());
  editor.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void ask();
  });
  const write = (name: string) => {
    editor.setRangeText(name, editor.selectionStart, editor.selectionEnd, 'end');
    editor.focus();
  };
  if (state.get('sql')) void ask();
  return element(
    'div',
    { class: 'sql-notebook' },
    element(
      'div',
      {},
      examples((sql) => {
        editor.value = sql;
        void ask();
      }),
      editor,
      element('p', { class: 'controls' }, run, element('span', { class: 'note' }, 'or Ctrl + Enter')),
      status,
      fault,
    ),
    sqlSchema(schema, write),
    answer,
  );
}

function examples(onPick: (sql: string) => void): HTMLElement {
  const select = element(
    'select',
    {},
    element('option', { value: '' }, 'pick one to run it'),
    ...SQL_EXAMPLES.map(({ title }, i) => element('option', { value: i }, title)),
  );
  select.addEventListener('change', () => {
    if (select.value !== '') onPick(SQL_EXAMPLES[Number(select.value)].sql);
  });
  return element('p', { class: 'controls' }, element('label', {}, 'examples', select));
}
