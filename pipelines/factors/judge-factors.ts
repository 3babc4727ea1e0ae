import { availableParallelism } from 'node:os';
import { features } from '../../models/features/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { benchmarkRegimes } from '../scan/index.js';
import { startWorkers } from '../workers/index.js';
import type { FactorReply, FactorSetup, ToFactorWorker } from './factor-messages.js';
import type { FactorSheet } from './factor-sheet.js';

export interface JudgeOptions {
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Symbol-sessions beyond which sessions are thinned evenly: the answer's error hardly grows, its time does. */
const CELLS = 350_000;

/**
 * Judges every feature and the score over the stored history, on all cores; the same whatever their
 * number. In the order of the registry, the score last.
 * @throws Problem when cancelled.
 */
export async function judgeFactors(
  loaded: LoadedInputs,
  options: JudgeOptions = {},
): Promise<readonly FactorSheet[]> {
  const { signal, onProgress } = options;
  const subjects = [...features.map(({ name }) => name), 'score'];
  const setup = setupOf(loaded);
  const sheets = new Map<string, FactorSheet>();
  const open = [...subjects];
  const size = Math.min(options.workers || availableParallelism(), subjects.length);
  const pool = startWorkers<ToFactorWorker, FactorReply>('factors/factor-worker.ts', size);
  try {
    const work = new Promise<void>((resolve, reject) => {
      const cancel = () => reject(new Problem('cancelled', 'the judging of features was cancelled'));
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      const next = (worker: number) => {
        const subject = open.shift();
        if (subject !== undefined) pool.send(worker, { type: 'judge', subject });
      };
      pool.onReply((worker, sheet) => {
        sheets.set(sheet.subject, sheet);
        onProgress?.(sheets.size, subjects.length);
        if (sheets.size === subjects.length) resolve();
        else next(worker);
      });
      for (let worker = 0; worker < pool.size; worker++) {
        pool.send(worker, { type: 'setup', setup });
        next(worker);
      }
    });
    await Promise.race([work, pool.failure]);
  } finally {
    await pool.close();
  }
  return subjects.flatMap((subject) => sheets.get(subject) ?? []);
}

function setupOf({ market, inputs }: LoadedInputs): FactorSetup {
  const { time, regime } = benchmarkRegimes(market.benchmark);
  const regimeOn = new Map(Array.from(time, (at, i) => [at, regime[i]]));
  return {
    sessions: market.sessions,
    inputs,
    regimes: Array.from(market.sessions, (session) => regimeOn.get(session)),
    stride: Math.max(1, Math.ceil((market.sessions.length * inputs.length) / CELLS)),
  };
}
