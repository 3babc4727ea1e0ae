import type { Crew } from './crew.js';
import type { ComputedSymbol, KnownSymbol, SymbolTask, ToWorker } from './scan-messages.js';

/** Hands symbols to the threads in chunks. */
export interface Dispatcher {
  add(task: SymbolTask): Promise<void>;
  addKnown(symbol: KnownSymbol): Promise<void>;
  /** Sends what is left over and waits until every chunk is done. */
  drain(): Promise<void>;
}

/** Called with what a thread has done; `computed` is empty unless first stages are kept. */
export type ChunkDone = (done: {
  readonly symbols: readonly number[];
  readonly scores: Float64Array;
  readonly computed: readonly ComputedSymbol[];
}) => void;

/** Work is handed out in chunks of about this many bars: small enough to balance, large enough to pay. */
const CHUNK_BARS = 50_000;
/** The first chunks are small, so that something can be shown at once. */
const FIRST_CHUNK_BARS = 5_000;
/** About what a bar takes of a known symbol: of these, a chunk holds several times as many. */
const KNOWN_BAR_BYTES = 100;
/** Chunks a worker may have waiting: reading never runs far ahead of computing. */
const CHUNKS_IN_FLIGHT = 3;

/** Hands chunks of symbols to whichever worker has least to do. */
export function createDispatcher({ pool, ended }: Crew, onDone: ChunkDone): Dispatcher {
  const inFlight = Array.from({ length: pool.size }, () => 0);
  let tasks: SymbolTask[] = [];
  let known: KnownSymbol[] = [];
  let chunkBars = 0;
  let sent = 0;
  let wake: () => void = () => {};
  pool.onReply((worker, reply) => {
    if (reply.type !== 'chunk-done') return;
    inFlight[worker]--;
    onDone(reply);
    wake();
  });
  const idlest = () => inFlight.indexOf(Math.min(...inFlight));
  const reply = () => Promise.race([new Promise<void>((resolve) => (wake = resolve)), ended]);

  async function send(message: ToWorker, buffers: readonly ArrayBuffer[]): Promise<void> {
    while (inFlight[idlest()] >= CHUNKS_IN_FLIGHT) await reply();
    const worker = idlest();
    inFlight[worker]++;
    sent++;
    pool.send(worker, message, buffers);
  }

  async function flush(): Promise<void> {
    const [newTasks, newKnown] = [tasks, known];
    [tasks, known, chunkBars] = [[], [], 0];
    if (newTasks.length > 0) await send({ type: 'chunk', symbols: newTasks }, newTasks.flatMap(barBuffers));
    if (newKnown.length > 0) {
      await send(
        { type: 'known', symbols: newKnown },
        newKnown.flatMap(
          ({ bytes, row }) => (row ? [bytes.buffer, row.buffer] : [bytes.buffer]) as ArrayBuffer[],
        ),
      );
    }
  }

  async function count(bars: number): Promise<void> {
    chunkBars += bars;
    if (chunkBars >= (sent < pool.size ? FIRST_CHUNK_BARS : CHUNK_BARS)) await flush();
  }

  return {
    async add(task) {
      tasks.push(task);
      await count(task.bars.time.length);
    },
    async addKnown(symbol) {
      known.push(symbol);
      await count(symbol.bytes.length / KNOWN_BAR_BYTES);
    },
    async drain() {
      await flush();
      while (inFlight.some((chunks) => chunks > 0)) await reply();
    },
  };
}

function barBuffers({ bars: { time, open, high, low, close, volume } }: SymbolTask): ArrayBuffer[] {
  return [time, open, high, low, close, volume].map((column) => column.buffer as ArrayBuffer);
}
