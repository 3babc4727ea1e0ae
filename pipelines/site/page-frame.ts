import { cacheFactWords } from './cache-facts.js';
import { escapeHtml } from './escape-html.js';
import type { RunFacts } from './run-facts.js';
import { SITE_PAGES } from './site-pages.js';

const SYNTHETIC_WORDS = 'Synthetic market: made up by a program, not prices of anything.';

/** What goes into the head of every page. */
export function renderPageHead(): string {
  return '<meta name="color-scheme" content="light dark">';
}

/** Navigation, search, as-of date, and the warning that stands above made-up data. */
export function renderPageHeader(facts: RunFacts, path: string): string {
  const links = SITE_PAGES.map(
    (page) =>
      `<a href="${page.path}"${page.path === path ? ' aria-current="page"' : ''}>${escapeHtml(page.name)}</a>`,
  );
  return `<a class="skip-link" href="#observablehq-main">Skip to content</a>
<nav class="site-nav" aria-label="Pages"><span class="site-name">Technic</span>${links.join('')}</nav>
<form class="site-search" role="search" action="./symbol.html"><label for="site-search">Symbol</label>
<input id="site-search" name="s" type="search" placeholder="/ symbol" autocomplete="off" spellcheck="false"></form>
<span class="as-of">as of <time datetime="${escapeHtml(facts.asOf)}">${escapeHtml(facts.asOf)}</time></span>
${facts.isSynthetic ? `<p class="synthetic" role="note"><strong>SYNTHETIC</strong> ${SYNTHETIC_WORDS}</p>` : ''}`;
}

/** The trust block: where every number on the page comes from. */
export function renderPageFooter(facts: RunFacts): string {
  const universe =
    facts.delisted > 0
      ? `${count(facts.symbols)} symbols, ${count(facts.delisted)} delisted among them`
      : `${count(facts.symbols)} symbols, none delisted: a universe of survivors`;
  const entries: readonly (readonly [string, string])[] = [
    ['data as of', facts.asOf],
    ['data', facts.dataHash.slice(0, 12)],
    ['code', facts.codeVersion],
    ['run', facts.runId],
    ['universe', universe],
    [
      'rows',
      `${count(facts.rowsRead)} read, ${count(facts.rowsRejected)} rejected, ${count(facts.rowsFlagged)} flagged`,
    ],
    ['cache', cacheFactWords(facts.cache)],
    ['ideas tried', count(facts.trials)],
    ['seed', String(facts.seed)],
    ['source', facts.isSynthetic ? `${facts.source} (SYNTHETIC)` : facts.source],
  ];
  const items = entries.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="trust" aria-label="Where these numbers come from">${items.join('')}</dl>`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
