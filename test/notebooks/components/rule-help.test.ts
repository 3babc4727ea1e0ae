import { expect, test } from 'vitest';
import { alertSnippet } from '../../../notebooks/components/alert-snippet.js';
import { meaningText } from '../../../notebooks/components/rule-completion.js';
import { complete } from '../../../models/expressions/index.js';

test('the name under the cursor is told with its arguments', () => {
  expect(meaningText('rsi(2) < 10', 1, {})).toMatch(/^rsi\(.*\): \S/);
  expect(meaningText('rsi(2) < 10', 8, {})).toBe('');
  expect(meaningText('dips < 1', 2, { definitions: { dips: 'close / open' } })).toMatch(/^dips/);
});

test('names of the registry are offered for what is written', () => {
  const { items, start, end } = complete('close > boll', 12, {});
  expect(items.map(({ name }) => name).join(' ')).toMatch(/boll|bbands/);
  expect([start, end]).toEqual([8, 12]);
});

test('an alert is one line for cron that no quote or percent sign in the rule can break', () => {
  const line = alertSnippet({ rule: "rsi(2) < 10 and\n sector == 'Energy'", direction: 'long' });
  expect(line).not.toContain('\n');
  expect(line).toContain(String.raw`--where 'rsi(2) < 10 and sector == '\''Energy'\'''`);
  expect(alertSnippet({ rule: 'close % 2 > 1', direction: 'long' })).toContain(String.raw`close \% 2`);
});
