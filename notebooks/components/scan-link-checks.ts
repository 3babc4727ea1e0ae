import type { ResultsSnapshot, RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { allAmong, among, type LinkChecks, said } from './broken-link.js';
import { parseRange } from './scan-brush-state.js';

/**
 * What an address of the Scan page may ask for.
 * @param columns keys of the columns there are tonight.
 */
export function scanLinkChecks(
  results: Pick<ResultsSnapshot, 'sectors'>,
  run: Pick<RunSnapshot, 'scans' | 'facts'>,
  columns: readonly string[],
): LinkChecks {
  const { firstDate, asOf } = run.facts;
  const column = among('column', columns);
  return {
    scan: among(
      'named scan',
      run.scans.map(({ scan }) => String(scan)),
    ),
    sector: among('sector', [...new Set(results.sectors.map((sector) => sector ?? 'unknown'))]),
    side: among('side', ['long', 'short']),
    asof: (text) => dateFault(text, asOf),
    day: (text) => dateFault(text, asOf) ?? spanFault(text, firstDate, asOf),
    sort: (text, key) => column(text.replace(/^-/, ''), key),
    columns: allAmong('column', columns),
    dist: (text, key) => (text === 'none' ? undefined : allAmong('column', columns)(text, key)),
    'b.*': (text) => (parseRange(text) ? undefined : `${said(text)} is no range, such as 10..30`),
  };
}

function dateFault(text: string, example: string): string | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDate ? undefined : `${said(text)} is no date, such as ${example}`;
}

function spanFault(date: string, first: string, last: string): string | undefined {
  if (date < first) return `${date} is before the first session, ${first}`;
  return date > last ? `${date} is after the last session, ${last}` : undefined;
}
