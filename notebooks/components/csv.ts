import type { RunFacts } from '../../pipelines/site/index.js';

export interface CsvColumn {
  readonly name: string;
  readonly value: (row: number) => string | number | null;
}

/**
 * Rows as CSV (RFC 4180). Every row carries where it comes from, so that a cut-out still says so: as-of
 * date, run, data hash, source; a synthetic source is called SYNTHETIC in each row.
 * A text cell that a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function csv(columns: readonly CsvColumn[], rows: readonly number[], facts: RunFacts): string {
  const source = facts.isSynthetic ? 'SYNTHETIC' : facts.source;
  const provenance = [facts.asOf, facts.runId, facts.dataHash, facts.codeVersion, source].map(cell).join(',');
  const header = [...columns.map((column) => cell(column.name)), 'as_of,run,data_hash,code_version,source'];
  const lines = rows.map(
    (row) => `${columns.map((column) => cell(column.value(row))).join(',')},${provenance}`,
  );
  return `${[header.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
