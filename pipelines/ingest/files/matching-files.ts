import { readdir } from 'node:fs/promises';
import { join, parse, sep } from 'node:path';

/** Whether a path is a pattern. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The files that a pattern matches: `*` and `?` stand for characters within a name, `**` for any folders,
 * none included. Names that begin with a dot are left out unless the pattern spells the dot.
 */
export async function matchingFiles(pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(sep).filter(Boolean);
  return filesMatching(root, parts);
}

async function filesMatching(folder: string, [part, ...rest]: readonly string[]): Promise<string[]> {
  if (part === undefined) return [];
  if (rest.length > 0 && !isPattern(part)) return filesMatching(join(folder, part), rest);
  const isDeep = part === '**';
  const files: string[] = isDeep ? await filesMatching(folder, rest.length > 0 ? rest : ['*']) : [];
  const expression = expressionOf(isDeep ? '*' : part);
  for (const entry of await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => [])) {
    if (!expression.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesMatching(path, isDeep ? [part, ...rest] : rest)));
    else if (rest.length === 0 && !isDeep) files.push(path);
  }
  return files;
}

function expressionOf(part: string): RegExp {
  const escaped = part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const hidden = part.startsWith('.') ? '' : '(?!\\.)';
  return new RegExp(`^${hidden}${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
