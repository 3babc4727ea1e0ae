import type { Random } from '../../../models/random/index.js';

/** What the right side of a production says. */
export type Ebnf =
  | { readonly kind: 'token'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'all'; readonly parts: readonly Ebnf[] }
  | { readonly kind: 'either'; readonly parts: readonly Ebnf[] }
  | { readonly kind: 'optional'; readonly part: Ebnf }
  | { readonly kind: 'repeated'; readonly part: Ebnf };

/** Reads `{ } [ ] ( ) |`, "tokens" and names. */
export function readEbnf(text: string): Ebnf {
  const words = text.match(/"[^"]*"|[{}[\]()|]|[a-z]+/g) ?? [];
  let at = 0;
  const either = (): Ebnf => {
    const parts = [all()];
    while (words[at] === '|') {
      at++;
      parts.push(all());
    }
    return parts.length === 1 ? parts[0] : { kind: 'either', parts };
  };
  const all = (): Ebnf => {
    const parts: Ebnf[] = [];
    while (at < words.length && !'|)]}'.includes(words[at])) parts.push(one());
    return parts.length === 1 ? parts[0] : { kind: 'all', parts };
  };
  const one = (): Ebnf => {
    const word = words[at++];
    if (word.startsWith('"')) return { kind: 'token', text: word.slice(1, -1) };
    if (!'([{'.includes(word)) return { kind: 'rule', name: word };
    const inner = either();
    at++;
    if (word === '(') return inner;
    return { kind: word === '[' ? 'optional' : 'repeated', part: inner };
  };
  const read = either();
  if (at !== words.length) throw new Error(`readEbnf: "${words[at]}" does not fit into ${text}`);
  return read;
}

/** Productions by name, and what tells the tokens that no production spells out. */
export interface Language {
  readonly rules: ReadonlyMap<string, Ebnf>;
  readonly leaves: Readonly<
    Record<string, { readonly is: (token: string) => boolean; readonly some: readonly string[] }>
  >;
}

/** Whether the tokens, all of them, follow the rule. */
export function follows(language: Language, rule: string, tokens: readonly string[]): boolean {
  const known = new Map<string, ReadonlySet<number>>();
  const ends = (node: Ebnf, from: number): ReadonlySet<number> => {
    switch (node.kind) {
      case 'token':
        return new Set(tokens[from] === node.text ? [from + 1] : []);
      case 'rule': {
        const leaf = language.leaves[node.name];
        if (leaf !== undefined) {
          return new Set(from < tokens.length && leaf.is(tokens[from]) ? [from + 1] : []);
        }
        const key = `${node.name} ${from}`;
        const found = known.get(key) ?? ends(ruleOf(language, node.name), from);
        known.set(key, found);
        return found;
      }
      case 'all':
        return node.parts.reduce<ReadonlySet<number>>(
          (starts, part) => new Set([...starts].flatMap((start) => [...ends(part, start)])),
          new Set([from]),
        );
      case 'either':
        return new Set(node.parts.flatMap((part) => [...ends(part, from)]));
      case 'optional':
        return new Set([from, ...ends(node.part, from)]);
      case 'repeated': {
        const reached = new Set([from]);
        for (const start of reached) for (const end of ends(node.part, start)) reached.add(end);
        return reached;
      }
    }
  };
  return ends({ kind: 'rule', name: rule }, 0).has(tokens.length);
}

/** Tokens that follow the rule, chosen at random; simpler ones the deeper they lie. */
export function sentence(language: Language, rule: string, random: Random, depth = 0): string[] {
  const leaf = language.leaves[rule];
  if (leaf !== undefined) return [pick(leaf.some, random)];
  const write = (node: Ebnf): string[] => {
    switch (node.kind) {
      case 'token':
        return [node.text];
      case 'rule':
        return sentence(language, node.name, random, depth + 1);
      case 'all':
        return node.parts.flatMap(write);
      case 'either':
        return write(depth > 30 ? (node.parts.find(isRule) ?? node.parts[0]) : pick(node.parts, random));
      case 'optional':
      case 'repeated': {
        const times = depth < 30 && random.uniform() < 0.25 ? 1 : 0;
        return Array.from({ length: times }, () => write(node.part)).flat();
      }
    }
  };
  return write(ruleOf(language, rule));
}

export function pick<T>(choices: readonly T[], random: Random): T {
  return choices[Math.floor(random.uniform() * choices.length)];
}

function isRule({ kind }: Ebnf): boolean {
  return kind === 'rule';
}

function ruleOf(language: Language, name: string): Ebnf {
  const rule = language.rules.get(name);
  if (rule === undefined) throw new Error(`the grammar has no rule "${name}"`);
  return rule;
}
