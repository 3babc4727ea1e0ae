import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Problem } from '../errors/index.js';

/** A file of the site whose name carries a hash of its content. */
export interface DataFile {
  /** From the site's root. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What Framework writes for each file that a page reads. */
interface Registration {
  readonly name: string;
  readonly mimeType?: string;
  readonly path: string;
  readonly lastModified: number;
  readonly size: number;
}

const REGISTRATION = /registerFile\("(?:[^"\\]|\\.)*", (\{[^\n]*\})\);/g;
/** Characters of a content's hash in a name, as many as Framework takes. */
const HASH_CHARACTERS = 8;

/** Paths, from the site's root, of the files that a page reads. */
export function filesOf(page: string): readonly string[] {
  return [...page.matchAll(REGISTRATION)].map(([, json]) => registration(json).path.replace(/^\.\//, ''));
}

/** A page without the statements that tell it where its files are. */
export function withoutFiles(page: string): string {
  return page.replace(REGISTRATION, '');
}

/** Names a data file after its content, as Framework does. @param name such as `data/site/run.json`. */
export function dataFile(name: string, bytes: Uint8Array): DataFile {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_CHARACTERS);
  const { dir, name: stem, ext } = posix.parse(name);
  return { path: `_file/${dir}/${stem}.${hash}${ext}`, bytes };
}

/**
 * A page of the shell with the names and sizes of tonight's files.
 * @param files by the name that the page's code has for them.
 * @param time of the files, epoch milliseconds.
 * @throws Problem for a file that no loader has made.
 */
export function fillFiles(page: string, files: ReadonlyMap<string, DataFile>, time: number): string {
  return page.replace(REGISTRATION, (_, json: string) => {
    const { name, mimeType } = registration(json);
    const file = files.get(name.replace(/^\.\//, ''));
    if (file === undefined) throw missingProblem(name);
    const filled = {
      name,
      mimeType,
      path: `./${file.path}`,
      lastModified: time,
      size: file.bytes.length,
    } satisfies Record<keyof Registration, unknown>;
    return `registerFile(${JSON.stringify(name)}, ${JSON.stringify(filled)});`;
  });
}

function registration(json: string): Registration {
  return JSON.parse(json) as Registration;
}

function missingProblem(name: string): Problem {
  return new Problem('internal', `a page reads ${name}, which no loader writes`, {
    suggestion: 'Write it in pipelines/site/write-snapshots.ts or pipelines/site/query, or mend its name.',
  });
}
