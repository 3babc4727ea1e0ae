import type { TypedRule } from './rule-links.js';

/**
 * A line for cron that mails the matches of a rule after each night. The machine's own mail is used:
 * Technic sends nothing by itself.
 */
export function alertSnippet({ rule }: TypedRule): string {
  const where = rule.trim().replace(/\s+/g, ' ');
  // In a crontab an unescaped % ends the command.
  const quoted = `'${where.replaceAll("'", String.raw`'\''`)}'`.replaceAll('%', String.raw`\%`);
  return `30 23 * * 1-5 cd /path/to/technic && npx technic scan --where ${quoted} --top 50 | mail -s 'technic alert' you@example.org`;
}
