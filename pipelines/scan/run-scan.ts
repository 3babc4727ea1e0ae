import { availableParallelism } from 'node:os';
import type { Adjustment } from '../../models/bars/index.js';
import type { Program } from '../../models/expressions/index.js';
import { Problem } from '../errors/index.js';
import { loadMarket, type Market, streamBars } from '../market/index.js';
import type { Database } from '../store/index.js';
import { startWorkers, type WorkerPool } from '../workers/index.js';
import { benchmarkRegimes } from './benchmark-regimes.js';
import { compilePlan } from './compile-plan.js';
import { gatherOutcome } from './gather-outcome.js';
import type { FromWorker, ScanSetup, SharedMatrices, SymbolTask, ToWorker } from './scan-messages.js';
import type { ScanOutcome } from './scan-outcome.js';
import type { ScanPlan } from './scan-plan.js';
import { RECORD_HORIZONS, scoreRecords } from './score-records.js';

export interface ScanOptions {
  /** ISO date; the last full session by default. */
  readonly asOf?: string;
  readonly adjust: Adjustment;
  /** Threads; one per processor by default. The result does not depend on it. */
  readonly workers?: number;
  /** Leave out the score's record over history, where only tonight's matches are asked for. */
  readonly withRecord?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called as soon as the first scores are known, and again as more come in. */
  readonly onPartial?: (symbols: readonly string[], scores: Float64Array) => void;
  readonly signal?: AbortSignal;
}

/** Work is handed out in chunks of about this many bars: small enough to balance, large enough to pay. */
const CHUNK_BARS = 50_000;
/** The first chunks are small, so that something can be shown at once. */
const FIRST_CHUNK_BARS = 5_000;
/** Chunks a worker may have waiting: reading never runs far ahead of computing. */
const CHUNKS_IN_FLIGHT = 3;

/**
 * Computes features, rating and scans for every bar of every symbol, in parallel, and keeps the last row,
 * every signal, and the score's record. A symbol that fails is reported, the others go on.
 * @throws Problem for a faulty expression, an empty database, an as-of before the first bar, or a cancel.
 */
export async function runScan(
  database: Database,
  plan: ScanPlan,
  options: ScanOptions,
): Promise<ScanOutcome> {
  const program = compilePlan(plan);
  const size = Math.max(1, options.workers || availableParallelism());
  const pool = startWorkers<ToWorker, FromWorker>('scan/scan-worker.ts', size);
  const end = new AbortController();
  const ended = Promise.race([pool.failure, cancellation(options.signal), cancellation(end.signal)]);
  // Whoever waits for a thread hears of the end; that nobody waits is no fault.
  ended.catch(() => {});
  const scanning = scanWith({ pool, ended, stop: end.signal }, database, program, plan, options);
  try {
    return await Promise.race([scanning, ended]);
  } finally {
    end.abort();
    await pool.close();
    // The caller may close the database now: nothing reads from it any more.
    await Promise.allSettled([scanning]);
  }
}

function cancellation(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new Problem('cancelled', 'the scan was cancelled'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

/** The threads of a scan, and how those who wait for them hear that it is over. */
interface Crew {
  readonly pool: WorkerPool<ToWorker, FromWorker>;
  /** Rejects when a thread fails or the scan is over; never resolves. */
  readonly ended: Promise<never>;
  readonly stop: AbortSignal;
}

async function scanWith(
  crew: Crew,
  database: Database,
  program: Program,
  plan: ScanPlan,
  options: ScanOptions,
): Promise<ScanOutcome> {
  const { pool, stop } = crew;
  const market = await loadMarket(database, options.asOf);
  const withRecord = options.withRecord ?? true;
  const matrices = allocate(program, market, withRecord);
  const setup: ScanSetup = {
    plan,
    adjust: options.adjust,
    asOf: market.asOf,
    sessions: market.sessions,
    symbols: market.symbols.length,
    benchmark: market.benchmark,
    matrices,
  };
  for (let worker = 0; worker < pool.size; worker++) pool.send(worker, { type: 'setup', setup });
  const dispatcher = createDispatcher(crew, market, options);
  const universe = market.symbols.filter(({ isBenchmark }) => !isBenchmark);
  for await (const { index, bars } of streamBars(database, market.asOf)) {
    stop.throwIfAborted();
    const { symbol, sector, industry, actions, membership, isBenchmark } = market.symbols[index];
    if (isBenchmark) continue;
    await dispatcher.add({ index, symbol, sector, industry, actions, membership, bars });
  }
  await dispatcher.drain();
  await crossSections(crew, program, market);
  const finished = await everyWorker(crew, () => ({ type: 'finish' }), 'finished');
  const records = withRecord ? scoreRecords(matrices, market) : [];
  return gatherOutcome({
    market,
    plan,
    universe: universe.length,
    workers: pool.size,
    finished,
    records,
    regimes: benchmarkRegimes(market.benchmark),
  });
}

function allocate(program: Program, market: Market, withRecord: boolean): SharedMatrices {
  const cells = market.sessions.length * market.symbols.length;
  const matrix = () => {
    const buffer = new SharedArrayBuffer(cells * Float64Array.BYTES_PER_ELEMENT);
    new Float64Array(buffer).fill(Number.NaN);
    return buffer;
  };
  return {
    score: withRecord ? matrix() : undefined,
    forward: withRecord ? RECORD_HORIZONS.map(matrix) : [],
    cross: Array.from({ length: program.matrices }, matrix),
  };
}

/** Hands chunks of symbols to whichever worker has least to do. */
function createDispatcher({ pool, ended }: Crew, market: Market, options: ScanOptions) {
  const inFlight = Array.from({ length: pool.size }, () => 0);
  const total = market.symbols.filter(({ isBenchmark }) => !isBenchmark).length;
  let chunk: SymbolTask[] = [];
  let chunkBars = 0;
  let sent = 0;
  let done = 0;
  let wake: () => void = () => {};
  pool.onReply((worker, reply) => {
    if (reply.type !== 'chunk-done') return;
    inFlight[worker]--;
    done += reply.symbols.length;
    options.onPartial?.(
      reply.symbols.map((index) => market.symbols[index].symbol),
      reply.scores,
    );
    options.onProgress?.(done, total);
    wake();
  });
  const idlest = () => inFlight.indexOf(Math.min(...inFlight));
  const reply = () => Promise.race([new Promise<void>((resolve) => (wake = resolve)), ended]);

  async function send(): Promise<void> {
    if (chunk.length === 0) return;
    while (inFlight[idlest()] >= CHUNKS_IN_FLIGHT) await reply();
    const worker = idlest();
    inFlight[worker]++;
    const buffers = chunk.flatMap(({ bars: { time, open, high, low, close, volume } }) =>
      [time, open, high, low, close, volume].map((column) => column.buffer as ArrayBuffer),
    );
    pool.send(worker, { type: 'chunk', symbols: chunk }, buffers);
    chunk = [];
    chunkBars = 0;
    sent++;
  }

  return {
    async add(task: SymbolTask): Promise<void> {
      chunk.push(task);
      chunkBars += task.bars.time.length;
      if (chunkBars >= (sent < pool.size ? FIRST_CHUNK_BARS : CHUNK_BARS)) await send();
    },
    async drain(): Promise<void> {
      await send();
      while (inFlight.some((count) => count > 0)) await reply();
    },
  };
}

/** The steps across symbols: all threads finish one before any begins the next. */
async function crossSections(crew: Crew, program: Program, market: Market): Promise<void> {
  const labels = market.symbols.map(({ sector, industry }) => ({ sector, industry }));
  const sessions = market.sessions.length;
  for (let stage = 1; stage < program.stages.length; stage++) {
    const share = Math.ceil(sessions / crew.pool.size);
    await everyWorker(
      crew,
      (worker) => ({
        type: 'cross',
        stage,
        labels,
        fromSession: Math.min(sessions, worker * share),
        toSession: Math.min(sessions, (worker + 1) * share),
      }),
      'cross-done',
    );
    await everyWorker(crew, () => ({ type: 'local', stage }), 'local-done');
  }
}

/** Sends one message to every thread and waits for each one's answer of the given type, in thread order. */
function everyWorker<T extends FromWorker['type']>(
  { pool, ended }: Crew,
  message: (worker: number) => ToWorker,
  answer: T,
): Promise<Extract<FromWorker, { type: T }>[]> {
  const answers: Extract<FromWorker, { type: T }>[] = [];
  let missing = pool.size;
  const answered = new Promise<typeof answers>((resolve) => {
    const stop = pool.onReply((worker, reply) => {
      if (reply.type !== answer) return;
      answers[worker] = reply as Extract<FromWorker, { type: T }>;
      if (--missing > 0) return;
      stop();
      resolve(answers);
    });
    for (let worker = 0; worker < pool.size; worker++) pool.send(worker, message(worker));
  });
  return Promise.race([answered, ended]);
}
