import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from '../errors/index.js';
import { filesOf, withoutFiles } from './fill-files.js';
import { listFiles } from './list-files.js';

/**
 * The names of data change every night, and only a page's list of its files is written anew: nothing else may
 * know one.
 * @throws Problem that names the file which does.
 */
export function refuseHiddenNames(shell: string): void {
  const texts = listFiles(shell)
    .filter((path) => /\.(?:html|js|css)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(shell, path), 'utf8') }));
  const lists = texts.filter(({ path }) => path.endsWith('.html')).flatMap(({ text }) => filesOf(text));
  const names = new Set(lists.map((path) => basename(path)));
  for (const { path, text } of texts) {
    const rest = path.endsWith('.html') ? withoutFiles(text) : text;
    const hidden = [...names].find((name) => rest.includes(name));
    if (hidden !== undefined) throw hiddenProblem(path, hidden);
  }
}

function hiddenProblem(path: string, name: string): Problem {
  return new Problem('internal', `${path} names the data file ${name} outside a page's FileAttachment`, {
    suggestion: 'Open the file in the page, by FileAttachment("data/…"), and hand it to the component.',
  });
}
