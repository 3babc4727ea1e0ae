import { expect, test } from 'vitest';
import {
  barEvents,
  compatibilities,
  fillRulesOf,
  PESSIMISTIC_RULES,
} from '../../../models/simulation/index.js';

test('the events of a bar are numbered in order, and every rule that can be chosen is explained at one of them', () => {
  expect(barEvents.map(({ step }) => step)).toEqual(barEvents.map((_, k) => k + 1));
  const explained = new Set(
    barEvents.flatMap(({ alternatives = [] }) => alternatives.map(({ rule }) => rule)),
  );
  expect([...explained].sort()).toEqual(Object.keys(PESSIMISTIC_RULES).sort());
});

test('each compatibility mode has its rules', () => {
  for (const { name, rules } of compatibilities) expect(fillRulesOf(name)).toBe(rules);
});
