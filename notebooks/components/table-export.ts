import { csvText } from './csv-text.js';
import { download } from './download.js';
import { element } from './element.js';

/** Rows as a file takes them: cells in the order of the header. */
export interface ExportedTable {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Two buttons that save a table as it then is: CSV for spreadsheets, Arrow for Python, R and DuckDB. */
export function tableExport(what: string, table: () => ExportedTable): HTMLElement {
  const asCsv = element('button', { type: 'button' }, `Export ${what}as CSV`);
  const asArrow = element('button', { type: 'button' }, 'as Arrow');
  asCsv.addEventListener('click', () => {
    const { name, header, rows } = table();
    download(`${name}.csv`, 'text/csv;charset=utf-8', csvText(header, rows));
  });
  asArrow.addEventListener('click', () => void saveAsArrow(table()));
  return element('span', { class: 'table-export' }, asCsv, ' ', asArrow);
}

/** The writer of Arrow files is loaded when it is asked for. */
async function saveAsArrow({ name, header, rows }: ExportedTable): Promise<void> {
  const { arrowFile } = await import('./arrow-file.js');
  download(`${name}.arrow`, 'application/vnd.apache.arrow.file', arrowFile(header, rows));
}
