import { availableParallelism } from 'node:os';
import type { Problem } from '../errors/index.js';
import type { Bundle } from '../program/index.js';
import { startWorkers } from './pool.js';

export interface TaskWork<Task, Request, Reply> {
  /** Of the threads' code, from the folder `pipelines/`. */
  readonly entry: string;
  /** The entry's bundle, where the caller has asked for it already. */
  readonly bundle?: Bundle;
  readonly tasks: readonly Task[];
  /** Threads; one a core by default, never more than tasks. */
  readonly workers?: number;
  /** What each thread is told before its first task. */
  readonly setup: Request;
  request(task: Task): Request;
  /** Called once a task, in the order they are done; an exception ends the work. */
  onReply(reply: Reply): void;
  readonly signal?: AbortSignal;
  /** What is thrown once the signal is raised. */
  cancelled(): Problem;
}

/**
 * Has threads do tasks, each the next open one as soon as it has done its last; the threads end with the work,
 * however that comes.
 * @throws a thread's failure, what `onReply` throws, or `cancelled`.
 */
export async function workThrough<Task, Request, Reply>(work: TaskWork<Task, Request, Reply>): Promise<void> {
  const { tasks, signal } = work;
  if (tasks.length === 0) return;
  const size = Math.min(work.workers || availableParallelism(), tasks.length);
  const pool = startWorkers<Request, Reply>(work.entry, size, work.bundle);
  const ended = new AbortController();
  try {
    const done = new Promise<void>((resolve, reject) => {
      const cancel = () => reject(work.cancelled());
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { signal: ended.signal });
      let begun = 0;
      let answered = 0;
      const next = (worker: number) => {
        if (begun < tasks.length) pool.send(worker, work.request(tasks[begun++]));
      };
      const stop = pool.onReply((worker, reply) => {
        // The thread goes on while this one looks at what it did.
        next(worker);
        work.onReply(reply);
        if (++answered === tasks.length) resolve();
      });
      ended.signal.addEventListener('abort', stop);
      for (let worker = 0; worker < size; worker++) {
        pool.send(worker, work.setup);
        next(worker);
      }
    });
    await Promise.race([done, pool.failure]);
  } finally {
    ended.abort();
    await pool.close();
  }
}
