// Builds the pages with Observable Framework, in a process of its own: its working directory must be the
// project, it needs up to 1 GB, and killing it is the only way to cancel it.
import { readConfig, setCurrentDate } from '@observablehq/framework/dist/config.js';
import { build } from '@observablehq/framework/dist/build.js';

// The build that asked for this is gone, killed perhaps: nobody waits for the pages.
process.stdin.on('end', () => process.exit(1)).resume();
process.stdin.unref();

// The age of a file would be written into the pages: with one date for all, equal files give equal pages.
setCurrentDate(new Date(Number(process.env.TECHNIC_SITE_TIME ?? 0)));
await build({ config: await readConfig('observablehq.config.ts') });
