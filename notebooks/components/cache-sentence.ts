import type { RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, duration, percent } from './number-format.js';

/** The last night in a sentence: how much was reused, the time that saved, and why the rest was computed. */
export function cacheSentence({ facts, stages }: RunSnapshot): string {
  const use = facts.cache;
  if (use === null) return 'The last night left no account of its cache.';
  const { tier, hits, misses, computedSymbols, extendedSymbols, whyNotExtended } = use;
  if (tier === 'none')
    return `The last night ran without a cache: all ${count(computedSymbols)} symbols were computed.`;
  const store = tier === 'embedded' ? 'in the workspace' : `(${tier})`;
  const asked = hits + misses;
  if (asked === 0)
    return `The last night filled the cache ${store} anew: all ${count(computedSymbols)} symbols were computed.`;
  const extended = extendedSymbols > 0 ? `, ${count(extendedSymbols)} of them extended by further bars` : '';
  const known = `${percent(hits / asked, 0)} of the last night\u2019s ${count(asked)} symbols came from the cache ${store}${extended}`;
  const why =
    computedSymbols > 0 && whyNotExtended !== undefined
      ? ` ${count(computedSymbols)} were computed from the first bar on, because ${whyNotExtended}.`
      : '';
  return `${known}${timeWords(use.secondsSaved, stages)}.${why}`;
}

/** The time that the scan took beside the time it would have taken; empty where next to nothing was saved. */
function timeWords(secondsSaved: number, stages: RunSnapshot['stages']): string {
  if (secondsSaved < 0.05) return '';
  const spent = stages.find(({ stage }) => stage === 'scan')?.seconds;
  return typeof spent === 'number'
    ? `: the scan took ${duration(spent)} instead of about ${duration(spent + secondsSaved)}`
    : `, which saved about ${duration(secondsSaved)}`;
}
