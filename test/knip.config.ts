import type { KnipConfig } from 'knip';

const CELL = /```js[^\n]*\n([\s\S]*?)```/g;

/** What starts the program, besides what imports what. Pages are read for the imports of their cells. */
const config: KnipConfig = {
  entry: [
    'pipelines/cli/main.ts',
    'pipelines/site/framework.mjs',
    'pipelines/workers/boot.mjs',
    'pipelines/**/*-worker.ts',
    'models/*/index.ts',
    'pipelines/*/index.ts',
    'loaders/*.ts',
    'notebooks/*.md',
    'notebooks/workers/*.ts',
    'observablehq.config.ts',
    'technic.config.ts',
    'test/**/*.test.ts',
    'test/vitest.config.ts',
    'test/lean.config.ts',
    'test/bench/*.ts',
    'test/**/*-process.ts',
  ],
  project: [
    'models/**/*.ts',
    'pipelines/**/*.{ts,mjs}',
    'loaders/**/*.ts',
    'notebooks/**/*.{ts,md}',
    'test/**/*.{ts,mjs}',
  ],
  include: ['files', 'dependencies', 'unlisted', 'unresolved'],
  // Read as a file by the browser tests, not imported.
  ignoreDependencies: ['axe-core'],
  compilers: {
    md: (text: string) => [...text.matchAll(CELL)].map(([, code]) => code).join('\n'),
  },
};

export default config;
