import { expect, test } from 'vitest';
import { parseViews } from '../../../notebooks/components/saved-views.js';

const file = (views: unknown, page = 'scan') => JSON.stringify({ page, views });

test('views come back as they were saved', () => {
  const views = [{ name: 'dips', query: 'rule=rsi(2)+%3C+10&side=short' }];
  expect(parseViews(file(views), 'scan')).toEqual(views);
});

test.each([
  ['not json', 'hello', /not JSON/],
  ['another file', '{"a": 1}', /no views in it/],
  ['another page', file([], 'lab'), /of the page "lab"/],
  ['a view without a name', file([{ name: ' ', query: '' }]), /view 1 has no name/],
  ['a query that leaves the page', file([{ name: 'a', query: 'x#y' }]), /view 1/],
  ['a query without end', file([{ name: 'a', query: 'x'.repeat(5000) }]), /too long/],
  ['too many', file(Array.from({ length: 300 }, () => ({ name: 'a', query: '' }))), /at most 200/],
  ['null', 'null', /no views in it/],
])('%s is refused in words', (_, text, words) => {
  expect(parseViews(text, 'scan')).toMatch(words);
});

test('what else a file holds of a view is left behind', () => {
  expect(parseViews(file([{ name: 'a', query: 'b', __proto__: 1, extra: 2 }]), 'scan')).toEqual([
    { name: 'a', query: 'b' },
  ]);
});
