import { Problem } from '../errors/index.js';
import { startWorkers } from '../workers/index.js';
import type { FillSetup, SymbolTask } from './fill-cells.js';
import type { MatrixReply, ToMatrixWorker } from './matrix-worker.js';
import type { RankTask } from './rank-column.js';

/** Threads that compute a training matrix. */
export interface MatrixCrew {
  /** Hands a symbol to the threads; waits while all of them have enough to do. The bars are given away. */
  add(task: SymbolTask): Promise<void>;
  /** Waits until every symbol is filled. */
  filled(): Promise<void>;
  rank(tasks: readonly RankTask[]): Promise<void>;
}

export interface MatrixCrewOptions {
  readonly workers: number;
  readonly signal: AbortSignal | undefined;
  readonly onFilled: (symbols: number) => void;
}

/** Work is handed out in chunks of about so many bars. */
const CHUNK_BARS = 50_000;
/** Messages a thread may have waiting: reading never runs far ahead of computing. */
const IN_FLIGHT = 2;

/**
 * Starts threads, lets `work` use them, and ends them whatever happens.
 * @throws what `work` throws, a thread's failure, or Problem of kind `cancelled`.
 */
export async function withMatrixCrew<T>(
  setup: FillSetup,
  { workers, signal, onFilled }: MatrixCrewOptions,
  work: (crew: MatrixCrew) => Promise<T>,
): Promise<T> {
  const pool = startWorkers<ToMatrixWorker, MatrixReply>('train/matrix-worker.ts', workers);
  const waiting = Array.from({ length: workers }, () => 0);
  let chunk: SymbolTask[] = [];
  let bars = 0;
  let isRanking = false;
  let wake: () => void = () => {};
  pool.onReply((worker, count) => {
    waiting[worker]--;
    if (!isRanking) onFilled(count);
    wake();
  });
  const ended = Promise.race([pool.failure, cancellation(signal)]);
  ended.catch(() => {});
  const reply = () => Promise.race([new Promise<void>((resolve) => (wake = resolve)), ended]);

  async function send(message: ToMatrixWorker, buffers: readonly ArrayBuffer[] = []): Promise<void> {
    while (Math.min(...waiting) >= IN_FLIGHT) await reply();
    const worker = waiting.indexOf(Math.min(...waiting));
    waiting[worker]++;
    pool.send(worker, message, buffers);
  }

  async function flush(): Promise<void> {
    if (chunk.length === 0) return;
    const tasks = chunk;
    [chunk, bars] = [[], 0];
    await send({ type: 'fill', tasks }, tasks.flatMap(buffersOf));
  }

  async function idle(): Promise<void> {
    while (waiting.some((messages) => messages > 0)) await reply();
  }

  for (let worker = 0; worker < workers; worker++) pool.send(worker, { type: 'setup', setup });
  try {
    return await work({
      async add(task) {
        chunk.push(task);
        bars += task.bars.time.length;
        if (bars >= CHUNK_BARS) await flush();
      },
      async filled() {
        await flush();
        await idle();
      },
      async rank(tasks) {
        isRanking = true;
        for (const task of tasks) await send({ type: 'rank', task });
        await idle();
      },
    });
  } finally {
    await pool.close();
  }
}

function buffersOf({ bars: { time, open, high, low, close, volume } }: SymbolTask): ArrayBuffer[] {
  return [time, open, high, low, close, volume].map((column) => column.buffer as ArrayBuffer);
}

function cancellation(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new Problem('cancelled', 'the training was cancelled'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
