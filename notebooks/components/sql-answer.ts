import type { RunFacts } from '../../pipelines/site/index.js';
import { csvText } from './csv-text.js';
import { dataTable } from './data-table.js';
import { download } from './download.js';
import { element } from './element.js';
import { count, UNKNOWN } from './number-format.js';
import { sqlChart } from './sql-chart.js';
import type { SqlResult } from './sql-result.js';
import { withProvenance } from './with-provenance.js';

/** A result as chart, table and files; the CSV carries its provenance in each row. */
export function sqlAnswer(result: SqlResult, ipc: Uint8Array, facts: RunFacts): HTMLElement {
  const { names, columns, isNumeric, rows } = result;
  const table = dataTable({
    caption: `Result: ${count(rows)} rows, from data as of ${facts.asOf}`,
    columns: names.map((name, c) => ({
      key: `${c}`,
      label: name,
      numeric: isNumeric[c],
      text: (row) => cellText(columns[c][row]),
      value: (row) => columns[c][row],
    })),
    rows: Array.from({ length: rows }, (_, row) => row),
    height: 'min(60vh, 700px)',
  });
  const stem = `technic-sql-${facts.asOf}${facts.isSynthetic ? '-SYNTHETIC' : ''}`;
  const asCsv = button('CSV', () => {
    const fields = names.map((name, c) => ({ name, value: (row: number) => columns[c][row] }));
    const { name, header, rows: cells } = withProvenance('technic-sql', fields, table.rows(), facts);
    download(`${name}.csv`, 'text/csv;charset=utf-8', csvText(header, cells));
  });
  const asArrow = button('Arrow', () => {
    download(`${stem}.arrows`, 'application/vnd.apache.arrow.stream', new Uint8Array(ipc));
  });
  const chart = sqlChart(result, `SQL: ${names.join(', ')}`);
  return element(
    'div',
    {},
    element('p', { class: 'controls' }, element('span', { class: 'note' }, 'save as'), asCsv, asArrow),
    chart ?? null,
    table.element,
  );
}

function button(label: string, act: () => void): HTMLElement {
  const made = element('button', { type: 'button', 'aria-label': `save as ${label}` }, label);
  made.addEventListener('click', act);
  return made;
}

/** Whole numbers as they are, others to six significant digits; the files hold all of them. */
function cellText(value: string | number | null): string {
  if (value === null || Number.isNaN(value)) return UNKNOWN;
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6)));
}
