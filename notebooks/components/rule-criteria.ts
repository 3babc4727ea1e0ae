/** One clause of a rule that is a comparison, with its place in the rule's text. */
export interface Criterion {
  readonly text: string;
  readonly left: string;
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly right: string;
  /** The right side where it is a plain number, and where it stands in the rule. */
  readonly threshold: { readonly value: number; readonly start: number; readonly end: number } | undefined;
}

const COMPARISON = /^(<=|>=|<|>)/;
const NUMBER = /^-?\d+(\.\d+)?$/;

interface Clause {
  readonly start: number;
  readonly end: number;
  /** Place of its comparison, −1 where it is none. */
  readonly operatorAt: number;
}

/**
 * The comparisons that a rule joins by `and`, in order: what its sliders and brushes speak of.
 * Empty for a rule with an `or` or `not` outside parentheses, which no single clause decides.
 */
export function splitCriteria(rule: string): Criterion[] {
  return clausesOf(rule).flatMap((clause) => criterionOf(rule, clause));
}

/** What else a rule joins by `and`; the whole rule where no single clause decides. */
export function splitOthers(rule: string): string[] {
  const clauses = clausesOf(rule);
  if (clauses.length === 0) return [rule.trim()];
  return clauses
    .filter((clause) => criterionOf(rule, clause).length === 0)
    .map(({ start, end }) => rule.slice(start, end).trim());
}

/** Empty where an `or` or a `not` joins what stands outside parentheses. */
function clausesOf(rule: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let depth = 0;
  let operatorAt = -1;
  for (let i = 0; i < rule.length; i++) {
    const character = rule[i];
    if (character === '"' || character === "'") {
      const close = rule.indexOf(character, i + 1);
      if (close === -1) return [];
      i = close;
    } else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (depth === 0) {
      const word = wordFrom(rule, i);
      if (word === 'or' || word === 'not' || rule.startsWith('||', i) || character === '!') return [];
      if (word === 'and' || rule.startsWith('&&', i)) {
        clauses.push({ start, end: i, operatorAt });
        i += word === 'and' ? 2 : 1;
        start = i + 1;
        operatorAt = -1;
      } else if (COMPARISON.test(rule.slice(i)) && operatorAt === -1) {
        operatorAt = i;
      } else if (word.length > 1) {
        i += word.length - 1;
      }
    }
  }
  clauses.push({ start, end: rule.length, operatorAt });
  return clauses;
}

function criterionOf(rule: string, { start, end, operatorAt }: Clause): Criterion[] {
  if (operatorAt === -1) return [];
  const operator = (COMPARISON.exec(rule.slice(operatorAt)) as RegExpExecArray)[0] as Criterion['operator'];
  const left = rule.slice(start, operatorAt).trim();
  const rightStart = operatorAt + operator.length;
  const right = rule.slice(rightStart, end).trim();
  if (left === '' || right === '') return [];
  const at = rightStart + rule.slice(rightStart, end).indexOf(right);
  const threshold = NUMBER.test(right)
    ? { value: Number(right), start: at, end: at + right.length }
    : undefined;
  return [{ text: rule.slice(start, end).trim(), left, operator, right, threshold }];
}

/** The identifier that begins at a place, empty inside or outside of one. */
function wordFrom(text: string, at: number): string {
  if (at > 0 && /[a-z0-9_]/i.test(text[at - 1])) return '';
  return /^[a-z_]\w*/i.exec(text.slice(at))?.[0] ?? '';
}

/** The rule with a criterion's number replaced. */
export function withThreshold(rule: string, criterion: Criterion, value: number): string {
  const { threshold } = criterion;
  if (!threshold) return rule;
  return `${rule.slice(0, threshold.start)}${value}${rule.slice(threshold.end)}`;
}

/** Whether a value passes; undefined where one side is unknown. Ties are as the language has them. */
export function passes(left: number, operator: Criterion['operator'], right: number): boolean | undefined {
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  const isTie = Math.abs(left - right) <= 1e-12 * Math.max(Math.abs(left), Math.abs(right));
  if (isTie) return operator === '<=' || operator === '>=';
  return operator.startsWith('<') ? left < right : left > right;
}
