import type { CacheSnapshot, RunSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, duration, percent } from './number-format.js';

/** The last night in a sentence: how much was reused, and the time that saved. */
export function cacheSentence(cache: CacheSnapshot, run: RunSnapshot): string {
  const use = run.facts.cache;
  if (use === null) return lookupSentence(cache, run);
  const { hits, computedSymbols, extendedSymbols, secondsSaved } = use;
  const asked = hits + use.misses;
  const store = use.tier === 'embedded' ? 'in the workspace' : `(${use.tier})`;
  const spent = Number(run.stages.find(({ stage }) => stage === 'scan')?.seconds ?? Number.NaN);
  if (use.tier === 'none')
    return `The last night ran without a cache: all ${count(computedSymbols)} symbols were computed.`;
  if (asked === 0)
    return `The last night filled the cache ${store} anew: all ${count(computedSymbols)} symbols were computed.`;
  if (hits === 0)
    return `None of the last night\u2019s ${count(asked)} symbols came from the cache ${store}: a changed bar, feature or kernel misses by itself, and why each did stands below.`;
  const extended = extendedSymbols > 0 ? `, ${count(extendedSymbols)} of them extended by further bars` : '';
  const time =
    secondsSaved < 0.05
      ? ''
      : Number.isFinite(spent)
        ? `: the scan took ${duration(spent)} instead of about ${duration(spent + secondsSaved)}`
        : `, which saved about ${duration(secondsSaved)}`;
  return `${percent(hits / asked, 0)} of the last night\u2019s ${count(asked)} symbols came from the cache ${store}${extended}${time}.`;
}

/** Of a run that kept no account of its symbols: the lookups themselves. */
function lookupSentence(cache: CacheSnapshot, run: RunSnapshot): string {
  const own = cache.nights.filter((row) => row.run_id === run.facts.runId);
  const lookups = own.reduce((sum, row) => sum + Number(row.accesses), 0);
  if (lookups === 0) return 'The cache was not asked in the last run.';
  const hits = own.reduce((sum, row) => sum + Number(row.accesses) * Number(row.hit_ratio), 0);
  const saved = own.reduce((sum, row) => sum + Number(row.seconds_saved), 0);
  return `${percent(hits / lookups, 0)} of the last night\u2019s ${count(lookups)} lookups were answered from the cache, which saved about ${duration(saved)} of computing.`;
}
