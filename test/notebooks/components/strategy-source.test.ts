import { EditorState } from '@codemirror/state';
import { CompletionContext } from '@codemirror/autocomplete';
import { describe, expect, test } from 'vitest';
import { INDICATOR_FUNCTIONS } from '../../../notebooks/components/strategy-api.js';
import { completeStrategy } from '../../../notebooks/components/strategy-completion.js';
import { lintStrategy } from '../../../notebooks/components/strategy-lint.js';
import { checkSource, sandboxModule } from '../../../notebooks/components/strategy-source.js';
import * as indicators from '../../../models/indicators/index.js';
import { strategyTemplate } from '../../../models/strategies/index.js';

const TEMPLATE = strategyTemplate('my-idea');
const ENGINE = 'http://127.0.0.1/engine.js';

/** The text with `|` taken out, and what is offered there. */
function offered(text: string): string[] {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  const found = completeStrategy(new CompletionContext(state, pos, true));
  return found?.options.map(({ label }) => label) ?? [];
}

describe('the text of a strategy', () => {
  test('the template has no fault', () => {
    expect(lintStrategy(TEMPLATE)).toEqual([]);
  });

  test('runs line for line, its indicators taken from the engine, and is offered at the end', () => {
    const lines = sandboxModule(TEMPLATE, ENGINE).split('\n');
    const line = TEMPLATE.split('\n').findIndex((text) => text.includes('decide('));
    expect(lines[line]).toContain('decide(');
    expect(lines[0]).toBe(`import { sma } from "${ENGINE}";`);
    expect(lines.at(-2)).toContain('([myIdea])');
    expect(lines.join('\n')).not.toContain('interface');
  });

  test('a default export is offered too', () => {
    const module = sandboxModule("export default { kind: 'code' };", ENGINE);
    expect(module).toContain("const __defaultStrategy =  { kind: 'code' };");
    expect(module).toContain('([__defaultStrategy])');
  });

  test.each([
    ['const a = ;\nexport const b = 1;', 'const a = ', 'syntax error'],
    ["export const a = await import('x');", 'export const a = await ', 'import() is not available'],
    ["import fs from 'node:fs';\nexport const a = 1;", 'import fs from ', '"node:fs" cannot be imported'],
    ["export * from 'http://example.com/x.js';", 'export * from ', 'cannot be imported'],
    ['const a = 1;', '', 'nothing is exported'],
  ])('%j is refused where it is wrong', (text, before, reason) => {
    const [fault] = checkSource(text);
    expect(fault.message).toContain(reason);
    expect(fault.from).toBe(before.length);
    expect(() => sandboxModule(text, ENGINE)).toThrow(fault.message);
  });

  test('a comment or a string that looks like an import is none', () => {
    expect(checkSource("export const a = 'import(1)'; // import('x')")).toEqual([]);
  });
});

describe('lint', () => {
  test.each([
    ['bars.close, average', 'bars.closes, average', 'bars has no "closes"'],
    ['account.position === 0', 'account.pos === 0', 'the account has no "pos"'],
    ['exit: true', 'exitt: true', 'a decision has no "exitt"'],
    ["side: 'long'", "sides: 'long'", 'an entry has no "sides"'],
    ['min: 2', 'minimum: 2', 'a parameter has no "minimum"'],
    ['sma(bars.close', 'ema(bars.close', 'ema is not imported'],
    ['import { sma }', 'import { smaa }', 'no indicator "smaa"'],
  ])('%j written as %j', (right, wrong, message) => {
    const text = TEMPLATE.replace(right, wrong);
    const found = lintStrategy(text);
    expect(found.map((fault) => fault.message).join('; ')).toContain(message);
  });
});

describe('completion', () => {
  test('after bars. come its columns, after account. its fields', () => {
    expect(offered(TEMPLATE.replace('close: bars.close', 'close: bars.|'))).toContain('volume');
    expect(offered(TEMPLATE.replace('account.position > 0', 'account.|'))).toContain('entryPrice');
  });

  test('a decision and an entry offer what is not there yet', () => {
    expect(offered(TEMPLATE.replace('{ exit: true }', '{ exit: true, | }'))).toEqual([
      'entries',
      'stopLoss',
      'target',
      'cancel',
    ]);
    expect(offered(TEMPLATE.replace("side: 'long'", "side: 'long', |"))).toContain('validBars');
  });

  test('the braces of an argument offer the parameters and what prepare returns', () => {
    expect(offered(TEMPLATE.replace('{ period })', '{ | })'))).toEqual(['period']);
    expect(offered(TEMPLATE.replace('{ close, average })', '{ | })'))).toEqual(['close', 'average']);
  });

  test('every function that is offered is exported by the indicators', () => {
    const missing = Object.keys(INDICATOR_FUNCTIONS).filter((name) => !(name in indicators));
    expect(missing).toEqual([]);
    const unlisted = Object.entries(indicators).filter(
      ([name, value]) =>
        typeof value === 'function' && !/Lookback$|Indicators?$/.test(name) && !(name in INDICATOR_FUNCTIONS),
    );
    expect(unlisted.map(([name]) => name)).toEqual([]);
  });
});
