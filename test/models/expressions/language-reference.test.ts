import { describe, expect, test } from 'vitest';
import { compile, languageReference } from '../../../models/expressions/index.js';
import { languageFunctions } from '../../../models/expressions/language-functions.js';

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
    for (const { name, example } of languageFunctions) {
      expect(compile({ x: example }).outputs, name).toHaveLength(1);
    }
  });
});
