import { type Cache, contentKey } from '../../cache/index.js';
import type { VendorCalls } from '../vendor-calls.js';
import { packAnswer, unpackAnswer } from './answer-bytes.js';
import { openDownloads } from './downloads.js';
import type { Standing } from './standing.js';

/** A question to the vendor: path and parameters, never the key. */
export interface Question {
  readonly request: string;
  readonly standing: Standing;
}

/** Answers at hand, so that a run that was killed, or comes again, does not ask again. */
export interface KnownAnswers {
  /** The answer to a question; undefined when there is none, or it is damaged: then the vendor is asked. */
  find(question: Question): Promise<unknown>;
  /** Keeps an answer as long as it stands. @param costMs what asking took, waiting for its turn included. */
  keep(question: Question, answer: unknown, costMs: number): Promise<void>;
  readonly calls: VendorCalls;
}

/** What keeps answers for a day, on all machines that share it. */
export interface VendorCache {
  readonly cache: Cache;
  /** Take nothing from the cache, and put what is asked into it. */
  readonly refresh?: boolean;
}

/** Version of the kept form; part of the key. */
const ANSWER_FORMAT = 1;

/**
 * Settled answers stand on file for good; they and passing ones in the cache as well, for as long as its
 * kind `vendor` lives, where another machine or workspace finds them too. The file is looked at first.
 */
export async function openKnownAnswers(
  folder: string,
  baseUrl: string,
  vendorCache: VendorCache | undefined,
): Promise<KnownAnswers> {
  const downloads = await openDownloads(folder);
  const calls = { asked: 0, fromCache: 0, fromDownloads: 0 };
  const { origin } = new URL(baseUrl);
  const itemOf = (request: string) => ({
    key: contentKey(['vendor answer', ANSWER_FORMAT, origin, request]),
    subject: `polygon ${request}`,
  });
  return {
    calls,
    async find(question) {
      const onFile = await findOnFile(question);
      const answer = onFile ?? (await findInCache(question));
      if (onFile !== undefined) calls.fromDownloads += 1;
      else if (answer !== undefined) calls.fromCache += 1;
      else calls.asked += 1;
      return answer;
    },
    async keep({ request, standing }, answer, costMs) {
      if (standing === 'unfinished') return;
      const packed = packAnswer(answer);
      if (standing === 'settled') await downloads.write(request, packed);
      const value = { columns: { answer: packed } };
      await vendorCache?.cache.setMany('vendor', [{ ...itemOf(request), value, costMs }]);
    },
  };

  async function findOnFile({ request, standing }: Question): Promise<unknown> {
    return standing === 'settled' ? unpacked(await downloads.read(request)) : undefined;
  }

  async function findInCache({ request, standing }: Question): Promise<unknown> {
    if (standing === 'unfinished' || vendorCache === undefined || vendorCache.refresh) return undefined;
    const [value] = await vendorCache.cache.getMany('vendor', [itemOf(request)]);
    const packed = value?.columns.answer as Uint8Array | undefined;
    const answer = unpacked(packed);
    if (packed !== undefined && answer !== undefined && standing === 'settled')
      await downloads.write(request, packed);
    return answer;
  }
}

function unpacked(packed: Uint8Array | undefined): unknown {
  return packed && unpackAnswer(packed);
}
