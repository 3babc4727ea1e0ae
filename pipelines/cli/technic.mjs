#!/usr/bin/env node
// The door to the command line: checks Node, finds main.ts as JavaScript where the last start kept it, or
// lets tsx read it as it is.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freshBundle } from '../program/fresh-bundle.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Technic needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24 (https://nodejs.org).`,
  );
  process.exit(1);
}
const ENTRY = 'pipelines/cli/main.ts';
const kept = freshBundle(join(import.meta.dirname, '../..'), ENTRY);
if (kept === undefined) (await import('tsx/esm/api')).register();
const { main } = await import(kept === undefined ? './main.ts' : pathToFileURL(kept.path).href);
await main(process.argv);
if (kept === undefined) {
  const { keepBundle } = await import('../program/keep-bundle.ts');
  keepBundle(ENTRY, { splitting: true });
}
