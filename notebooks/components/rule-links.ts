import { ACCOUNT_RULES } from './rule-account.js';

/** A rule as it was typed, and the side it is traded on. */
export interface TypedRule {
  readonly rule: string;
  readonly direction: 'long' | 'short';
}

/** Address of the Lab with the rule in it, traded there as its equity on the Scan page is. */
export function labAddress({ rule, direction }: TypedRule): string {
  const state = new URLSearchParams({
    s: 'ALL',
    cost: String(ACCOUNT_RULES.costBps),
    [direction === 'long' ? 'entry' : 'short']: rule.trim(),
    hold: String(ACCOUNT_RULES.holdBars),
  });
  return `./lab?${state}`;
}

/** The rule as an entry of `scans` in technic.config.ts: from tonight on the nightly keeps its record. */
export function scanSnippet({ rule, direction }: TypedRule): string {
  const where = rule.trim().replace(/\s+/g, ' ');
  return [
    '{',
    `  name: ${quoted(scanName(where))},`,
    `  title: ${quoted(where)},`,
    `  where: ${quoted(where)},`,
    `  direction: ${quoted(direction)},`,
    '},',
  ].join('\n');
}

/** Letters, digits and underscores, beginning with a letter, at most 40 characters. */
export function scanName(rule: string): string {
  const words = rule
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/_+$/, '');
  return words === '' ? 'my_scan' : words;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
