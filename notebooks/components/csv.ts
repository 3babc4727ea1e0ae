import type { RunFacts } from '../../pipelines/site/index.js';
import { csvText } from './csv-text.js';

export interface CsvColumn {
  readonly name: string;
  readonly value: (row: number) => string | number | null;
}

/**
 * Rows as CSV. Every row carries where it comes from, so that a cut-out still says so: as-of date, run,
 * data hash, code, source; a synthetic source is called SYNTHETIC in each row.
 */
export function csv(columns: readonly CsvColumn[], rows: readonly number[], facts: RunFacts): string {
  const source = facts.isSynthetic ? 'SYNTHETIC' : facts.source;
  const provenance = [facts.asOf, facts.runId, facts.dataHash, facts.codeVersion, source];
  return csvText(
    [...columns.map((column) => column.name), 'as_of', 'run', 'data_hash', 'code_version', 'source'],
    rows.map((row) => [...columns.map((column) => column.value(row)), ...provenance]),
  );
}
