import type { Cache } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { runScan } from '../scan/index.js';
import type { Database } from '../store/index.js';
import { planAskedScan, type WarmingQuestion } from '../warm/index.js';

/** What asking needs. */
export interface AskContext {
  readonly cache: Cache;
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Hash of all the program's sources, as a scan asks for it. */
  readonly codeHash: string;
}

/**
 * Asks through the cache what a person would ask by a command, word for word: the keys are then the same.
 * @returns how many values had to be computed.
 */
export async function askQuestion(
  database: Database,
  question: WarmingQuestion,
  { cache, config, signal, codeHash }: AskContext,
): Promise<number> {
  const { cache: use } = await runScan(database, planAskedScan(question.scan), {
    adjust: config.adjust,
    workers: config.workers,
    withRecord: false,
    cache: { cache, codeHash },
    signal,
  });
  return use.computedSymbols + use.extendedSymbols;
}
