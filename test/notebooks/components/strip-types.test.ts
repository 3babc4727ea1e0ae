import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { stripTypes } from '../../../notebooks/components/strip-types.js';

/** Code without what layout leaves: as a printer that is not ours writes it. */
const printed = (code: string, loader: 'js' | 'ts') =>
  transformSync(code, {
    loader,
    minifyWhitespace: true,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, useDefineForClassFields: true } },
  }).code;

test.each([
  'const a = b as number; const c = d!; e!.f; const g = h satisfies T; const k = <T>x;',
  'function f<T>(this: X, a?: number, ...b: string[]): a is string { return g<number>(a); }',
  'function f(a: string): void;\nfunction f(a: any) {}',
  'class A<T> extends B<T> implements C, D { private readonly x: number = 1; static y?: string; declare z: number; get v(): number { return 1; } }',
  'abstract class Z { abstract m(): void; protected override n(): void {} }',
  "import { type A, b } from 'x'; import type C from 'y'; export type { D } from 'z';",
  'export type E = 1; export interface F { a: number } declare const G: number; type J<K> = K extends infer L ? L : never; export const q = 1;',
  "const m = (a: number, b = 1): string => ''; let o: number | undefined; for (const q of r as string[]) {}",
  'new Map<string, number>(); const { s }: { s: number } = t; x = y as const; z = (w as unknown as B).v;',
  'const obj = { m<T>(a: T): T { return a; }, get x(): number { return 1; } }; a?.b!.c;',
])('%s', (text) => {
  expect(printed(stripTypes(text), 'js')).toBe(printed(text, 'ts'));
});

test('every line keeps its place and its length', () => {
  const text = 'interface A {\n  b: number;\n}\nconst c: A = { b: 1 };\n';
  const stripped = stripTypes(text);
  expect(stripped.split('\n').map((line) => line.length)).toEqual(
    text.split('\n').map((line) => line.length),
  );
  expect(stripped.indexOf('= { b: 1 }')).toBe(text.indexOf('= { b: 1 }'));
});

test.each([
  ['enum A { b }', 'enum'],
  ['namespace A { export const b = 1; }', 'namespace'],
  ['class A { constructor(private b: number) {} }', 'also a property'],
])('%s needs translating and is refused', (text, reason) => {
  expect(() => stripTypes(text)).toThrow(reason);
});
