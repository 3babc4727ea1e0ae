import { cacheFactWords } from './cache-facts.js';
import { escapeHtml } from './escape-html.js';
import type { RunFacts } from './run-facts.js';
import { SITE_PAGES } from './site-pages.js';

const SYNTHETIC_WORDS = 'Synthetic market: made up by a program, not prices of anything.';

/** What the run says around every page, as markup: all else of a page is the same from night to night. */
export interface PageFrame {
  /** As-of date, and the warning that stands above made-up data. */
  readonly mark: string;
  /** The trust block: where every number on the page comes from. */
  readonly trust: string;
}

/** Stands in the shell of the pages where a run will speak: comments, which Framework leaves as they are. */
export const EMPTY_FRAME: PageFrame = { mark: '<!--technic:mark-->', trust: '<!--technic:trust-->' };

/** The words of a run, written as a browser would write them, so that parsing them again changes nothing. */
export function pageFrame(facts: RunFacts): PageFrame {
  return { mark: runMark(facts), trust: trustBlock(facts) };
}

/**
 * The page with a run's words in its frame.
 * @throws when a page of the shell lacks a place for them.
 */
export function fillFrame(page: string, { mark, trust }: PageFrame): string {
  return put(put(page, EMPTY_FRAME.mark, mark), EMPTY_FRAME.trust, trust);
}

/** What goes into the head of every page. */
export function renderPageHead(): string {
  return '<meta name="color-scheme" content="light dark">';
}

/** Navigation, search, and what the run says above the page. */
export function renderPageHeader({ mark }: PageFrame, path: string): string {
  const links = SITE_PAGES.map(
    (page) =>
      `<a href="${page.path}"${page.path === path ? ' aria-current="page"' : ''}>${escapeHtml(page.name)}</a>`,
  );
  return `<a class="skip-link" href="#observablehq-main">Skip to content</a>
<nav class="site-nav" aria-label="Pages"><span class="site-name">Technic</span>${links.join('')}</nav>
<form class="site-search" role="search" action="./symbol.html"><label for="site-search">Symbol</label>
<input id="site-search" name="s" type="search" placeholder="/ symbol" autocomplete="off" spellcheck="false"></form>
${mark}`;
}

function runMark(facts: RunFacts): string {
  const asOf = escapeHtml(facts.asOf);
  return `<span class="as-of">as of <time datetime="${asOf}">${asOf}</time></span>
${facts.isSynthetic ? `<p class="synthetic" role="note"><strong>SYNTHETIC</strong> ${SYNTHETIC_WORDS}</p>` : ''}`;
}

function trustBlock(facts: RunFacts): string {
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

function put(page: string, place: string, markup: string): string {
  if (!page.includes(place)) throw new Error(`fillFrame: the page has no ${place}`);
  return page.replace(place, () => markup);
}
