/** Part of a text from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const NAME_CHARACTER = /[A-Za-z0-9_]/;

/** The name or number that the cursor stands in or next to; empty where there is none. */
export function wordAround(text: string, cursor: number): TextSpan {
  const at = Math.min(Math.max(0, cursor), text.length);
  let start = at;
  while (start > 0 && NAME_CHARACTER.test(text[start - 1])) start--;
  let end = at;
  while (end < text.length && NAME_CHARACTER.test(text[end])) end++;
  return { start, end };
}

/** Lower-case name of the innermost call whose bracket is still open at the end of the text. */
export function maybeCallAround(before: string): string | undefined {
  let open = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i] === ')') open++;
    else if (before[i] === '(' && --open < 0) return maybeNameBefore(before, i);
  }
  return undefined;
}

/** Lower-case name of the call to which the dot at the end of the text belongs, as in `bbands(20, 2).` */
export function maybeIndicatorBefore(before: string): string | undefined {
  const dot = /(\)?)\s*\.\s*$/.exec(before);
  if (dot === null) return undefined;
  if (dot[1] === '') return undefined;
  let open = 0;
  for (let i = dot.index; i >= 0; i--) {
    if (before[i] === ')') open++;
    else if (before[i] === '(' && --open === 0) return maybeNameBefore(before, i);
  }
  return undefined;
}

function maybeNameBefore(text: string, end: number): string | undefined {
  const { start } = wordAround(text.slice(0, end).trimEnd(), end);
  const name = text.slice(start, end).trim().toLowerCase();
  return name === '' ? undefined : name;
}

/** Whether the end of the text lies between quotes. */
export function isInText(before: string): boolean {
  let quote = '';
  for (const character of before) {
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return quote !== '';
}
