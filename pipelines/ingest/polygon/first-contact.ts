import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../errors/index.js';
import { RequestFault } from './request-json.js';

export interface FirstContactOptions {
  readonly baseUrl: string;
  /** Wait between two attempts. */
  readonly retryDelayMs: number;
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 3;
const MEANINGS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name does not resolve',
  EAI_AGAIN: 'its name does not resolve, no name server answers',
  ECONNREFUSED: 'it refuses the connection',
  ENETUNREACH: 'there is no network to it',
  EHOSTUNREACH: 'there is no route to it',
  UND_ERR_CONNECT_TIMEOUT: 'the connection is not taken up',
};

/**
 * Asks a host that has not been heard of yet: when it cannot be reached three times in a row, it is the
 * network or the address that is wrong, and waiting longer would only hide it. Once it has answered, in
 * whatever way, its faults are left to the caller. Attempts that never reached it do not count for its rate.
 * @throws Problem `network` with the host and what is wrong; whatever `ask` throws otherwise.
 */
export function createFirstContact({ baseUrl, retryDelayMs, signal }: FirstContactOptions) {
  let hasAnswered = false;
  return async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await ask();
        hasAnswered = true;
        return answer;
      } catch (error) {
        const meaning = error instanceof RequestFault ? MEANINGS[error.code] : undefined;
        if (meaning === undefined) hasAnswered ||= error instanceof RequestFault && error.code === '';
        if (meaning === undefined || hasAnswered) throw error;
        if (attempt === ATTEMPTS) throw unreachable(baseUrl, meaning, error);
      }
      await delay(retryDelayMs, undefined, { signal });
    }
  };
}

function unreachable(baseUrl: string, meaning: string, cause: unknown): Problem {
  return new Problem(
    'network',
    `${new URL(baseUrl).host} cannot be reached: ${meaning} (${ATTEMPTS} attempts)`,
    {
      suggestion:
        'Check the network and, if it is set, baseUrl of the source. What came on earlier nights is kept.',
      retryable: true,
      cause,
    },
  );
}
