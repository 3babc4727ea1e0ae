import type { RunFacts } from '../../pipelines/site/index.js';
import type { ExportedTable } from './table-export.js';

/** A column of a file: numbers as numbers, whatever the page shows. */
export interface ExportedColumn {
  readonly name: string;
  readonly value: (row: number) => string | number | null;
}

/**
 * Rows for a file. Every row carries where it comes from, so that a cut-out still says so: as-of date, run,
 * data hash, code, source; a synthetic source is called SYNTHETIC in each row and in the file's name.
 */
export function withProvenance(
  name: string,
  columns: readonly ExportedColumn[],
  rows: readonly number[],
  facts: RunFacts,
): ExportedTable {
  const source = facts.isSynthetic ? 'SYNTHETIC' : facts.source;
  const provenance = [facts.asOf, facts.runId, facts.dataHash, facts.codeVersion, source];
  return {
    name: `${name}-${facts.asOf}${facts.isSynthetic ? '-SYNTHETIC' : ''}`,
    header: [...columns.map((column) => column.name), 'as_of', 'run', 'data_hash', 'code_version', 'source'],
    rows: rows.map((row) => [...columns.map((column) => column.value(row)), ...provenance]),
  };
}
