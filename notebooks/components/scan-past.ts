import type { EarlierRun, ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count } from './number-format.js';

/** What a past day's table rests on, and whether a run of that day is stored to hold it against. */
export function pastWords(
  { asOf, symbols, ranks }: ResultsSnapshot,
  earlier: readonly EarlierRun[],
  tonight: ResultsSnapshot,
  milliseconds: number,
): (string | Node)[] {
  const ranked = ranks.filter((rank) => rank !== null).length;
  const words = `Features, scores and ranks as of the close of ${asOf}, computed in this tab from the bars of tonight\u2019s data (${count(ranked)} of ${count(symbols.length)} ranked, ${Math.round(milliseconds)} ms). A nightly of that day gives the same from the same bars; what it did not know, and this does, are bars restated since, and tonight\u2019s list of symbols with their sectors. `;
  const stored = earlier.find(({ run }) => run.as_of === asOf);
  if (!stored) return [`${words}No run of that day is stored.`];
  const before = new Map(tonight.symbols.map((symbol, row) => [symbol, stored.ranks[row]]));
  const same = symbols.filter((symbol, row) => before.get(symbol) === ranks[row]).length;
  return [
    `${words}The run stored that night ranked ${same === symbols.length ? `all ${count(same)} symbols the same` : `${count(same)} of ${count(symbols.length)} symbols the same`}: `,
    element(
      'a',
      { href: `./changes.html?with=${encodeURIComponent(String(stored.run.run_id))}` },
      'hold it against tonight',
    ),
    '.',
  ];
}
