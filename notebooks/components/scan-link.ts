import type { RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { HASH_LENGTH } from './rule-box.js';
import { readState, writeState } from './url-state.js';

/**
 * What a link that was made on other data than the page's offers: the page as it was on the link's day,
 * computed anew, and the page as it is now. Null where the link is of this data, or is none.
 * @param choose shows a day, undefined the last one.
 */
export function scanLink(run: RunSnapshot, choose: (day: string | undefined) => void): HTMLElement | null {
  const state = readState();
  const linked = state.get('data');
  const present = run.facts.dataHash.slice(0, HASH_LENGTH);
  if (linked === null || linked === present) return null;
  const stored = run.runs.find(({ data_hash: hash }) => String(hash).startsWith(linked));
  const date = state.get('asof') ?? (stored ? String(stored.as_of) : undefined);
  const wanted = state.get('day') ?? date;
  const note = element(
    'p',
    { class: 'warning' },
    `This link was made on data ${linked}${date === undefined ? '' : ` of ${date}`}; the page now has data ${present} of ${run.facts.asOf}, so its numbers may differ from what you were sent. `,
  );
  const button = (label: string, press: () => void) => {
    const made = element('button', { type: 'button' }, label);
    made.addEventListener('click', press);
    note.append(made, ' ');
  };
  if (wanted !== undefined) {
    button(`As it was on ${wanted}`, () => choose(wanted));
  }
  button('As it is now', () => {
    writeState({ data: present, asof: run.facts.asOf });
    choose(undefined);
    note.remove();
  });
  note.append(
    stored
      ? `The run of that data, ${String(stored.run_id)}, is stored.`
      : 'What was computed that night is not stored here: the earlier day is computed from today\u2019s data.',
  );
  return note;
}
