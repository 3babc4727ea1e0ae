// Builds the site with Observable Framework, in a process of its own: its working directory must be the
// project, it needs up to 1 GB, and killing it is the only way to cancel it.
import { readConfig } from '@observablehq/framework/dist/config.js';
import { build } from '@observablehq/framework/dist/build.js';

await build({ config: await readConfig('observablehq.config.ts') });
