import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progressConsole } from '../../../pipelines/cli/console.js';
import { createProgress } from '../../../pipelines/progress/index.js';

/** What is drawn when a scan of 100 symbols stands at 25 after ten seconds. */
function drawn(isTTY: boolean, quiet = false): string {
  const stream = new PassThrough() as PassThrough & { isTTY: boolean; columns: number };
  Object.assign(stream, { isTTY, columns: 60, cursorTo: () => true });
  let clock = 0;
  const display = progressConsole({ quiet }, stream as unknown as NodeJS.WriteStream, () => clock);
  const progress = createProgress([{ stage: 'scan', expectedSeconds: 8 }], display.listener, () => clock);
  progress.start('scan');
  clock = 10_000;
  progress.advance(25, 100, 'symbols');
  progress.note('warning', 'one symbol failed');
  display.close();
  return String(stream.read() ?? '');
}

test('a terminal shows the share, the stage, the amount and the time that is left', () => {
  expect(drawn(true)).toMatch(/ 25 % {2}scan {2}25 of 100 symbols {2}30 s left/);
});

test('without a terminal the same is said in plain lines', () => {
  expect(drawn(false)).toBe(
    'scan: 25 of 100 symbols (25 % of the run, 30 s left)\nwarning: one symbol failed\n',
  );
});

test('quiet leaves the warnings', () => {
  expect(drawn(true, true)).toBe('warning: one symbol failed\n');
});
