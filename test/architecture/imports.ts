import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');

/** One import statement: who imports what. Paths are from the project's root. */
export interface ImportEdge {
  readonly from: string;
  /** A path inside the project, or a package name. */
  readonly to: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** TypeScript files under a folder of the project, without what is linked or generated. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)))
    .filter((path) => !/notebooks\/(models|data|\.observablehq)\//.test(path));
}

/** Every import of the files of a folder. */
export function importsOf(folder: string): ImportEdge[] {
  return sourceFiles(folder).flatMap((from) => {
    const text = readFileSync(join(PROJECT, from), 'utf8');
    const edges: ImportEdge[] = [];
    for (const match of text.matchAll(IMPORT)) {
      edges.push({
        from,
        specifier: match[2],
        to: target(from, match[2]),
        isTypeOnly: match[1] !== undefined,
      });
    }
    for (const match of text.matchAll(DYNAMIC_IMPORT)) {
      edges.push({ from, specifier: match[1], to: target(from, match[1]), isTypeOnly: false });
    }
    return edges;
  });
}

function target(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(PROJECT, resolve(PROJECT, dirname(from), specifier)).replace(/\.js$/, '.ts');
}
