import { expect, test } from 'vitest';
import { parseIsoDate } from '../../../models/bars/index.js';
import { lastUpTo } from '../../../notebooks/components/scan-day.js';
import { labAddress, scanName, scanSnippet } from '../../../notebooks/components/rule-links.js';

const rule = 'rsi(2) < 10 and close > sma(close, 200)';

test('the Lab gets the rule on its side, whatever characters it has', () => {
  const state = new URLSearchParams(
    labAddress({ rule: 'close > 1 && x + 2 < 3', direction: 'short' }).split('?')[1],
  );
  expect(state.get('short')).toBe('close > 1 && x + 2 < 3');
  expect(state.get('entry')).toBeNull();
});

test('the snippet is an object literal that says the rule', () => {
  expect(scanSnippet({ rule: `  sector == 'it'\n`, direction: 'long' })).toBe(`{
  name: 'sector_it',
  title: 'sector == \\'it\\'',
  where: 'sector == \\'it\\'',
  direction: 'long',
},`);
});

test('a scan is named by letters, digits and underscores, however the rule begins', () => {
  expect(scanName(rule)).toBe('rsi_2_10_and_close_sma_close_200');
  expect(scanName('2 < 3')).toBe('my_scan');
  expect(scanName(rule.repeat(3)).length).toBeLessThanOrEqual(40);
});

test('a day without a session is the last session before it', () => {
  const time = Float64Array.from(['2020-01-02', '2020-01-03', '2020-01-06'], parseIsoDate);
  expect(lastUpTo(time, '2020-01-05')).toBe(1);
  expect(lastUpTo(time, '2020-01-06')).toBe(2);
  expect(lastUpTo(time, '2019-12-31')).toBe(-1);
});
