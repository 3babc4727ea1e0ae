import { warmingOrder } from '../../models/cache-analysis/index.js';
import type { Cache, WarmedCandidate } from '../cache/index.js';
import type { Config } from '../config/index.js';
import { toProblem } from '../errors/index.js';
import type { Database } from '../store/index.js';
import type { Candidate, WarmingQuestion } from './candidate.js';
import { findCandidates } from './find-candidates.js';

export interface WarmOptions {
  readonly cache: Cache;
  readonly config: Config;
  /** File of the history of requests. */
  readonly requests: string;
  readonly now: number;
  readonly signal: AbortSignal;
  /** Nothing less likely than this is warmed. */
  readonly leastChance: number;
  /** Asks the question as a person would, through the cache; says how many of its values had to be computed. */
  readonly ask: (question: WarmingQuestion) => Promise<number>;
  /** Told of each question that was seen to, before the next one, to put the accesses so far on record. */
  readonly record: (warmed: WarmedCandidate) => void;
  readonly warn: (message: string) => void;
}

/** What a warming run did. */
export interface WarmSummary {
  readonly candidates: number;
  readonly warmed: readonly Warmed[];
  /** Candidates that the budget had no room for. */
  readonly left: number;
  readonly seconds: number;
}

/** A question that was seen to. */
export interface Warmed extends WarmedCandidate {
  /** False where the cache had all of it already. */
  readonly isNew: boolean;
}

/**
 * Asks what is likeliest to be asked next, so that whoever asks finds it in the cache, as far as the budget of the
 * config goes: each in turn that would probably fit in what the others have left of it. What fails is a warning.
 * @throws Problem of kind cancelled when the signal says so.
 */
export async function warmCache(database: Database, options: WarmOptions): Promise<WarmSummary> {
  const { config, cache, signal, warn, leastChance } = options;
  const begun = performance.now();
  const bytesBefore = cache.stats().bytesWritten;
  const found = await findCandidates(database, options);
  const candidates = found.filter(({ probability }) => probability >= leastChance);
  const warmed: Warmed[] = [];
  let left = 0;
  for (const candidate of warmingOrder(candidates)) {
    signal.throwIfAborted();
    if (!fits(candidate)) {
      left += 1;
      continue;
    }
    try {
      warmed.push(await warm(candidate));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.kind === 'cancelled') throw problem;
      warn(`${candidate.name} was not warmed: ${problem.message}`);
    }
  }
  return { candidates: candidates.length, warmed, left, seconds: (performance.now() - begun) / 1000 };

  /** What the cache had already has taken next to nothing of the budget. */
  function fits({ costMs, bytes }: Candidate): boolean {
    const spentMs = performance.now() - begun;
    const written = cache.stats().bytesWritten - bytesBefore;
    return spentMs + costMs <= config.warm.seconds * 1000 && written + bytes <= config.warm.bytes;
  }

  async function warm({ name, question, reason, words, probability }: Candidate): Promise<Warmed> {
    const asked = performance.now();
    const computed = await options.ask(question);
    await cache.written();
    const seconds = (performance.now() - asked) / 1000;
    const done = { candidate: name, reason, words, probability, seconds };
    options.record(done);
    return { ...done, isNew: computed > 0 };
  }
}
