/** Flags that say how a command talks or where it keeps things, not what it computes; some have a value. */
const LEFT_OUT: Readonly<Record<string, 'alone' | 'with-value'>> = {
  '--json': 'alone',
  '--quiet': 'alone',
  '--equity': 'alone',
  '--trades': 'with-value',
  '--top': 'with-value',
  '--workers': 'with-value',
  '--workspace': 'with-value',
};

/**
 * The command that repeats a run, as one would type it.
 * @param args words after the program's name.
 */
export function commandLine(args: readonly string[]): string {
  const kept: string[] = [];
  for (let k = 0; k < args.length; k++) {
    const [name] = args[k].split('=', 1);
    const how = LEFT_OUT[name];
    if (how === undefined) kept.push(quoted(args[k]));
    else if (how === 'with-value' && args[k] === name) k++;
  }
  return ['npx technic', ...kept].join(' ');
}

/** A word as a POSIX shell reads it back. */
function quoted(word: string): string {
  if (/^[\w./:,=@%+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
