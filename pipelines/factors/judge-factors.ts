import { features } from '../../models/features/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import { Problem } from '../errors/index.js';
import { benchmarkRegimes } from '../scan/index.js';
import { workThrough } from '../workers/index.js';
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
  const { workers, signal, onProgress } = options;
  const subjects = [...features.map(({ name }) => name), 'score'];
  const sheets = new Map<string, FactorSheet>();
  await workThrough<string, ToFactorWorker, FactorReply>({
    entry: 'factors/factor-worker.ts',
    tasks: subjects,
    workers,
    setup: { type: 'setup', setup: setupOf(loaded) },
    request: (subject) => ({ type: 'judge', subject }),
    onReply(sheet) {
      sheets.set(sheet.subject, sheet);
      onProgress?.(sheets.size, subjects.length);
    },
    signal,
    cancelled: () => new Problem('cancelled', 'the judging of features was cancelled'),
  });
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
