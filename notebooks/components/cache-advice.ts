import type { CacheSnapshot } from '../../pipelines/site/snapshots/index.js';
import { lifeWords } from './cache-life.js';
import { element } from './element.js';
import { compact, count, fixed } from './number-format.js';
import { plainTable } from './plain-table.js';

const MIB = 2 ** 20;

/** What to change, with the change as configuration behind one button where there is any. */
export function cacheAdvice({ advice, settings, kinds }: CacheSnapshot): HTMLElement {
  const [gist, ...details] = advice;
  return element(
    'section',
    { 'aria-label': 'advice' },
    element('p', {}, element('strong', {}, gist ?? '')),
    settings === null ? null : copyButton(settings),
    recommendationTable(kinds),
    element(
      'details',
      {},
      element('summary', {}, 'kind by kind, in words'),
      element('ul', { class: 'why' }, ...details.map((words) => element('li', {}, words))),
    ),
  );
}

function copyButton(settings: string): HTMLElement {
  const said = element('span', { role: 'status', class: 'note' });
  const button = element('button', { type: 'button', id: 'cache-advice' }, 'copy the change');
  button.addEventListener('click', () => void copy(settings, said));
  return element('p', {}, element('code', {}, settings), ' ', button, ' ', said);
}

async function copy(settings: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(settings);
    said.textContent = 'Copied: it belongs into technic.config.ts.';
  } catch {
    // Without https, or without leave, the browser has no clipboard to offer.
    said.textContent = 'The browser keeps its clipboard shut: copy it from here.';
  }
}

/** The setting in force beside the recommended one, and what that would have brought on days held out. */
function recommendationTable(kinds: CacheSnapshot['kinds']): HTMLElement {
  return plainTable(
    'size and time to live by kind: the smallest within a hundredth of the best on the earlier days, tried on the held-out later ones',
    ['kind', 'lookups', 'kept now', 'recommended', 'room', 'held out', 'would save'],
    kinds.map(({ kind, accesses, ttlMs, recommendation }) => {
      const saved = recommendation && (recommendation.presentCost - recommendation.recommendedCost) / 1000;
      return [
        kind,
        count(accesses),
        lifeWords(ttlMs),
        recommendation ? lifeWords(recommendation.ttlMs) : 'too early to say',
        recommendation ? `${compact(recommendation.capacityBytes / MIB)}\u202fMiB` : '\u2013',
        recommendation ? count(recommendation.heldOutAccesses) : '\u2013',
        saved === null ? '\u2013' : `${fixed(saved, 1)}\u202fs`,
      ];
    }),
  );
}
