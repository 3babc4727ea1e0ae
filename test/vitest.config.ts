import { defineConfig } from 'vitest/config';

const suite = (name: string, include: string[], exclude: string[], testTimeout: number) => ({
  test: {
    name,
    root: `${import.meta.dirname}/..`,
    include,
    exclude,
    testTimeout,
    hookTimeout: testTimeout,
    // Modules keep no state, so the files of one process share them: importing them anew took a third of the time.
    isolate: false,
  },
});

export default defineConfig({
  test: {
    // Most of a test's time is another process's: Chromium, Redis, the command line. Vitest would leave a core idle.
    maxWorkers: 2,
    projects: [
      suite('unit', ['test/**/*.test.ts'], ['test/real/**', 'test/browser/**', 'test/bench/**'], 60_000),
      suite('real', ['test/real/**/*.test.ts'], [], 600_000),
      suite('browser', ['test/browser/**/*.test.ts'], [], 300_000),
    ],
  },
});
