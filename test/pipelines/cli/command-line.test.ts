import { expect, test } from 'vitest';
import { commandLine } from '../../../pipelines/cli/command-line.js';

test('a command repeats what was computed, without where and how loudly', () => {
  const args = ['sweep', 'sma-cross', '--param', 'fast=5:50:5', '--workspace', '/tmp/x', '--json', '--top=3'];
  expect(commandLine(args)).toBe('npx technic sweep sma-cross --param fast=5:50:5');
});

test('a shell reads back the very words', () => {
  expect(commandLine(['backtest', '--entry', 'rsi(2) < 10'])).toBe(
    'npx technic backtest --entry "rsi(2) < 10"',
  );
  expect(commandLine(['backtest', '--entry', `$x 'y' "z"`])).toBe(
    `npx technic backtest --entry '$x '\\''y'\\'' "z"'`,
  );
});
