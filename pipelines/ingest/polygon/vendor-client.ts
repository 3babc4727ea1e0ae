import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import pThrottle from 'p-throttle';
import { Problem } from '../../errors/index.js';
import { createFirstContact } from './first-contact.js';
import type { KnownAnswers } from './known-answers.js';
import { RequestFault, requestJson } from './request-json.js';
import type { Standing } from './standing.js';

/** Asks a vendor, politely and stubbornly, and never twice for the same. */
export interface VendorClient {
  /**
   * The answer to a request such as `/v3/reference/splits?limit=1000`.
   * @param standing how long the answer is kept.
   * @param isWhole whether an answer is as documented; another one is returned, but not kept.
   */
  get(request: string, standing: Standing, isWhole: (answer: unknown) => boolean): Promise<unknown>;
}

export interface VendorClientOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly requestsPerMinute: number;
  readonly timeoutMs: number;
  /** First wait after a failure; it doubles from one to the next, up to a minute. */
  readonly retryDelayMs: number;
  readonly known: KnownAnswers;
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 8;
const LONGEST_DELAY_MS = 60_000;
/** After so many failures in a row the vendor counts as down. A full rate limit is no failure. */
const FAILURES_TO_BREAK = 5;
const BREAK_MS = 60_000;

/**
 * A client that keeps to the request rate; retries 429 (after the time the vendor names), 5xx, timeouts, cut
 * connections and cut answers, waiting longer each time with a random part; gives up with a circuit breaker
 * when the vendor is down, at once when it cannot be reached from the first; and keeps every answer as
 * long as it stands.
 * @throws Problem, which never holds the key.
 */
export function createVendorClient(options: VendorClientOptions): VendorClient {
  const { known, signal } = options;
  const throttle = pThrottle({ limit: 1, interval: 60_000 / options.requestsPerMinute, signal });
  const reach = createFirstContact(options);
  const request = throttle((path: string) => reach(() => requestJson({ ...options, path })));
  const retrying = retry(
    handleWhen((error) => error instanceof RequestFault),
    {
      maxAttempts: ATTEMPTS,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const named =
          'error' in result && result.error instanceof RequestFault ? result.error.retryAfterMs : 0;
        const longest = Math.min(LONGEST_DELAY_MS, options.retryDelayMs * 2 ** (attempt - 1));
        return Math.max(named, longest * (0.5 + Math.random() / 2));
      }),
    },
  );
  const breaking = circuitBreaker(
    handleWhen((error) => error instanceof RequestFault && !error.isRateLimit),
    { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_BREAK) },
  );
  const policy = wrap(retrying, breaking);
  return {
    async get(path, standing, isWhole) {
      const question = { request: path, standing };
      const found = await known.find(question);
      if (found !== undefined) return found;
      const begun = performance.now();
      const failures: string[] = [];
      try {
        const answer = await policy.execute(() => request(path).catch(note(failures)), signal);
        if (hasResults(answer) && isWhole(answer))
          await known.keep(question, answer, performance.now() - begun);
        return answer;
      } catch (error) {
        signal?.throwIfAborted();
        throw vendorProblem(error, path, failures);
      }
    },
  };
}

/** An answer without results may have some tomorrow: it is not kept. */
function hasResults(answer: unknown): boolean {
  const { results } = (answer ?? {}) as { results?: unknown };
  return Array.isArray(results) && results.length > 0;
}

function note(failures: string[]): (error: unknown) => never {
  return (error) => {
    if (error instanceof RequestFault) failures.push(error.message);
    throw error;
  };
}

function vendorProblem(error: unknown, path: string, failures: readonly string[]): unknown {
  const isDown = error instanceof BrokenCircuitError;
  if (!isDown && !(error instanceof RequestFault)) return error;
  const last = failures[failures.length - 1] ?? 'no answer';
  return new Problem('vendor', `the vendor does not answer ${path}: ${last} (${failures.length} attempts)`, {
    suggestion: 'What came so far is kept: run the same command later, and it carries on from there.',
    retryable: true,
    cause: error,
  });
}
