#!/usr/bin/env node
// The door to the command line: checks Node, finds main.ts as JavaScript where the last start kept it, or
// lets tsx read it as it is.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Technic needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24 (https://nodejs.org).`,
  );
  process.exit(1);
}
const kept = keptMain();
if (kept === undefined) (await import('tsx/esm/api')).register();
const { main } = await import(kept ?? './main.ts');
await main(process.argv);
if (kept === undefined) {
  const { bundleCommandLine } = await import('./bundle-command-line.ts');
  await bundleCommandLine();
}

/** Address of the command line as it was kept, if no source has changed since. */
function keptMain() {
  const project = join(import.meta.dirname, '../..');
  try {
    const path = join(project, 'node_modules/.cache/technic/command-line.json');
    const { main, files } = JSON.parse(readFileSync(path, 'utf8'));
    const isFresh = files.every(([source, mtimeMs, size]) => {
      const found = statSync(join(project, source));
      return found.mtimeMs === mtimeMs && found.size === size;
    });
    return isFresh ? pathToFileURL(main).href : undefined;
  } catch {
    return undefined;
  }
}
