import { describe, expect, test } from 'vitest';
import { compile, languageReference, languageRules } from '../../../models/expressions/index.js';

describe('language reference', () => {
  test('no name or alias stands for two columns, or for two things that are called', () => {
    const entries = languageReference();
    for (const isCalled of [false, true]) {
      const alike = entries.filter(({ kind }) => (kind === 'function' || kind === 'indicator') === isCalled);
      const names = alike.flatMap(({ name, aliases }) => [name, ...aliases]);
      expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
    }
  });

  test('every indicator compiles as its signature is written', () => {
    for (const { kind, signature } of languageReference()) {
      if (kind !== 'indicator') continue;
      const text = signature.replace('(x, y', '(close, open');
      expect(compile({ x: text }).outputs, signature).toHaveLength(1);
    }
  });

  test('every example compiles', () => {
    for (const { name, example } of languageReference()) {
      expect(compile({ x: example }).outputs, name).toHaveLength(1);
    }
    for (const { rule, example } of languageRules) {
      if (example !== undefined) expect(compile({ x: example }).outputs, rule).toHaveLength(1);
    }
  });
});
