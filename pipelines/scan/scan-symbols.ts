import type { ScoreSums } from '../../models/statistics/index.js';
import { streamBars } from '../market/index.js';
import { type Crew, everyWorker } from './crew.js';
import { createDispatcher, type Dispatcher } from './dispatcher.js';
import { gatherFindings } from './gather-outcome.js';
import type { KnownSymbols } from './known-symbols.js';
import type { Findings } from './outcome-value.js';
import type { RowBlock } from './rows/index.js';
import type { ScanSetup, SharedMatrices } from './scan-messages.js';
import { type ScanTask, symbolsToScan } from './scan-task.js';
import { RECORD_HORIZONS, scoreRecords, scoreSums } from './score-records.js';

/** What a scan found, and how many symbols were known beforehand and were not. */
export interface Scanned {
  readonly findings: Findings;
  readonly known: number;
  readonly computed: number;
  /** Of a scan that may be gone on from later: the ends of the computed symbols' evaluations. */
  readonly rowBlocks: readonly RowBlock[];
  readonly sums: readonly ScoreSums[];
}

/**
 * Computes a plan for every bar of every symbol and puts the results together.
 * @param knownSymbols what need not be computed from bars; nothing when left out.
 * @throws Problem on a cancel or when a thread fails.
 */
export async function scanSymbols(crew: Crew, task: ScanTask, knownSymbols?: KnownSymbols): Promise<Scanned> {
  const { market, plan } = task;
  const matrices = allocate(task);
  const setup: ScanSetup = {
    plan,
    adjust: task.adjust,
    asOf: market.asOf,
    sessions: market.sessions,
    symbols: market.symbols.length,
    benchmark: market.benchmark,
    matrices,
    isKept: knownSymbols?.isKept() ?? false,
  };
  for (let worker = 0; worker < crew.pool.size; worker++) crew.pool.send(worker, { type: 'setup', setup });
  const wanted = symbolsToScan(market);
  const dispatcher = followedDispatcher(crew, task, wanted.length, knownSymbols);
  const missing = await knownSymbols?.read(wanted, (known) => dispatcher.addKnown(known));
  if (missing?.length !== 0) await computeFromBars(crew, task, dispatcher, missing);
  await dispatcher.drain();
  await crossSections(crew, task);
  const finished = await everyWorker(crew, () => ({ type: 'finish' }), 'finished');
  const sums = scoreSums(matrices, market);
  const computed = missing?.length ?? wanted.length;
  const rowBlocks = finished.flatMap((part) => part.rowBlocks);
  const findings = gatherFindings(market, plan, finished, scoreRecords(sums));
  return { findings, computed, known: wanted.length - computed, rowBlocks, sums };
}

function allocate({ program, market, withRecord }: ScanTask): SharedMatrices {
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

/** Tells of progress and first results, and keeps what was computed. */
function followedDispatcher(
  crew: Crew,
  { market, onProgress, onPartial }: ScanTask,
  total: number,
  knownSymbols: KnownSymbols | undefined,
): Dispatcher {
  let done = 0;
  return createDispatcher(crew, ({ symbols, scores, computed }) => {
    done += symbols.length;
    onPartial?.(
      symbols.map((index) => market.symbols[index].symbol),
      scores,
    );
    onProgress?.(done, total);
    knownSymbols?.keep(computed);
  });
}

/** @param missing only these symbols; all when undefined. */
async function computeFromBars(
  { stop }: Crew,
  { database, market }: ScanTask,
  dispatcher: Dispatcher,
  missing: readonly number[] | undefined,
): Promise<void> {
  const isAll = missing === undefined || missing.length === market.symbols.length;
  for await (const { index, bars } of streamBars(database, market.asOf, isAll ? undefined : missing)) {
    stop.throwIfAborted();
    const { symbol, sector, industry, actions, membership, isBenchmark } = market.symbols[index];
    if (isBenchmark) continue;
    await dispatcher.add({ index, symbol, sector, industry, actions, membership, bars });
  }
}

/** The steps across symbols: all threads finish one before any begins the next. */
async function crossSections(crew: Crew, { program, market }: ScanTask): Promise<void> {
  const labels = market.symbols.map(({ sector, industry }) => ({ sector, industry }));
  const sessions = market.sessions.length;
  const share = Math.ceil(sessions / crew.pool.size);
  for (let stage = 1; stage < program.stages.length; stage++) {
    if (program.stages[stage].crossSections.length === 0) continue;
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
