import { doubtRecords, luckySearch, pathDoubtRecords } from '../models/validation/index.js';
import type { MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';
import { fixed, percent } from './number-format.js';

const RECORDS = [...doubtRecords, ...pathDoubtRecords];

/** What stands between a good backtest and believing it, each asked about the best of forty coin tosses. */
export function methodDoubt(): MethodPart {
  let said: readonly number[] | undefined;
  const table = methodTable({
    caption: `${RECORDS.length} ways to doubt a result`,
    section: 'Doubt',
    rows: RECORDS.length,
    columns: [
      methodColumn('asked', (i) => RECORDS[i].name, 'words'),
      methodColumn('question', (i) => RECORDS[i].question, 'words'),
      {
        key: 'said',
        label: 'of the luckiest of 40',
        numeric: true,
        text: (i) => (said === undefined ? '\u2026' : valueText(i, said[i])),
      },
      methodColumn('formula', (i) => RECORDS[i].formula, 'words'),
      methodColumn('source', (i) => RECORDS[i].source, 'words'),
    ],
  });
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    const search = luckySearch();
    said = RECORDS.map((record) => record.example(search));
    table.refresh();
  });
  seen.observe(table.element);
  return methodSection(
    'Doubt',
    'Forty strategies that are coin tosses, 500 days each, were searched for the best as you came here. By itself it looks like skill; each line is what the engine says of it.',
    table,
  );
}

function valueText(i: number, value: number): string {
  return RECORDS[i].unit === 'per bar' ? fixed(value, 5) : percent(value);
}
