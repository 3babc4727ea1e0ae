#!/usr/bin/env node
// The door to the command line: checks Node, lets tsx read TypeScript, and hands over to main.ts.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Technic needs Node 20.19 or newer; this is ${process.versions.node}. Install Node 24 (https://nodejs.org).`,
  );
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
await main(process.argv);
