import { expect, test } from 'vitest';
import { languageReference } from '../../../models/expressions/index.js';
import { features } from '../../../models/features/index.js';
import { figureAddress, maybeMethodAddress } from '../../../notebooks/components/method-address.js';

test('every name of the language and every feature has an address on the Method page', () => {
  for (const { name, kind } of languageReference()) {
    expect(maybeMethodAddress({ name, kind })).toBe(`./method.html#${name}`);
  }
  for (const { name } of features) {
    expect(maybeMethodAddress({ name, kind: 'definition' })).toMatch(/#feature-[a-z0-9_]+$/);
  }
  expect(figureAddress('sharpe')).toBe('./method.html#figure-sharpe');
});

test('what only one expression declares has none', () => {
  expect(maybeMethodAddress({ name: 'mine', kind: 'definition' })).toBeUndefined();
  expect(maybeMethodAddress({ name: 'period', kind: 'argument' })).toBeUndefined();
});
