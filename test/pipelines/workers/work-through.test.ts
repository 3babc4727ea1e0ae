import { describe, expect, test } from 'vitest';
import { Problem } from '../../../pipelines/errors/index.js';
import { type TaskWork, workThrough } from '../../../pipelines/workers/index.js';
import type { Squared, ToSquaringWorker } from './squaring-worker.js';

const cancelled = () => new Problem('cancelled', 'the squaring was cancelled');

function square(
  tasks: readonly number[],
  more: Partial<TaskWork<number, ToSquaringWorker, Squared>> = {},
): Promise<void> {
  return workThrough<number, ToSquaringWorker, Squared>({
    entry: '../test/pipelines/workers/squaring-worker.ts',
    tasks,
    setup: { type: 'setup', added: 1 },
    request: (value) => ({ type: 'square', value }),
    onReply: () => {},
    cancelled,
    ...more,
  });
}

const UP_TO_FORTY = Array.from({ length: 40 }, (_, value) => value);

describe('work that threads share', () => {
  test.each([1, 2, 3])('is done once a task, on the setup, by %d threads', async (workers) => {
    const replies: Squared[] = [];
    await square(UP_TO_FORTY, { workers, onReply: (reply) => replies.push(reply) });
    const squares = new Map(replies.map(({ value, square: result }) => [value, result]));
    expect(replies).toHaveLength(40);
    expect(UP_TO_FORTY.map((value) => squares.get(value))).toEqual(UP_TO_FORTY.map((x) => x * x + 1));
    expect(new Set(replies.map(({ thread }) => thread)).size).toBeLessThanOrEqual(workers);
  });

  test('that is none needs no thread', async () => {
    await square([], { entry: 'no/such-worker.ts' });
  });

  test('ends with the failure of a thread, or of whoever takes the replies', async () => {
    await expect(square([1, -2, 3])).rejects.toThrow('a worker thread failed: -2 has no place here');
    const onReply = () => {
      throw new Error('the disk is full');
    };
    await expect(square(UP_TO_FORTY, { onReply })).rejects.toThrow('the disk is full');
  });

  test('ends when it is cancelled, before it begins or in the middle', async () => {
    await expect(square(UP_TO_FORTY, { signal: AbortSignal.abort() })).rejects.toThrow(
      'squaring was cancelled',
    );
    const controller = new AbortController();
    const replies: Squared[] = [];
    const onReply = (reply: Squared) => {
      replies.push(reply);
      controller.abort();
    };
    await expect(square(UP_TO_FORTY, { signal: controller.signal, onReply })).rejects.toThrow('cancelled');
    expect(replies.length).toBeLessThan(40);
  });
});
