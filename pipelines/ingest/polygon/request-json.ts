import { Problem } from '../../errors/index.js';

export interface JsonRequest {
  readonly baseUrl: string;
  /** Path and query. */
  readonly path: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A failure that may pass: 429, 5xx, a timeout, a cut connection, a cut answer. */
export class RequestFault extends Error {
  readonly retryAfterMs: number;
  readonly isRateLimit: boolean;
  /** The system's code of a connection that failed, such as ECONNREFUSED; '' where the vendor answered. */
  readonly code: string;

  constructor(
    message: string,
    options: { retryAfterMs?: number; isRateLimit?: boolean; code?: string } = {},
  ) {
    super(message);
    this.name = 'RequestFault';
    this.code = options.code ?? '';
    this.retryAfterMs = options.retryAfterMs ?? 0;
    this.isRateLimit = options.isRateLimit ?? false;
  }
}

/**
 * One request with the key in a header, so that it is in no address and no message.
 * @throws RequestFault when another attempt may help, Problem when it cannot.
 */
export async function requestJson(request: JsonRequest): Promise<unknown> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(request.path, request.baseUrl), {
      headers: { authorization: `Bearer ${request.apiKey}`, accept: 'application/json' },
      redirect: 'error',
      signal,
    });
    text = await response.text();
  } catch (error) {
    request.signal?.throwIfAborted();
    if (timeout.aborted)
      throw new RequestFault(`no answer within ${request.timeoutMs} ms`, { code: 'TIMEOUT' });
    const code = causeOf(error);
    throw new RequestFault(`connection failed (${code})`, { code });
  }
  if (response.status === 429) {
    const retryAfterMs = retryAfter(response.headers.get('retry-after'));
    throw new RequestFault('request rate exceeded (429)', { retryAfterMs, isRateLimit: true });
  }
  if (response.status >= 500) throw new RequestFault(`vendor error ${response.status}`);
  if (!response.ok) throw refusal(response.status, request.path);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RequestFault('the answer is not whole JSON');
  }
}

function refusal(status: number, path: string): Problem {
  if (status === 401 || status === 403) {
    return new Problem('vendor', `the vendor refuses ${path} (${status})`, {
      suggestion: 'Check the key in POLYGON_API_KEY, and whether its plan includes this request and period.',
    });
  }
  return new Problem('vendor', `the vendor cannot answer ${path} (${status})`, {
    suggestion: 'Check the dates and symbols of the source.',
  });
}

/** The header's seconds or date as milliseconds from now; 0 without it. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function causeOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown; message?: unknown } }).cause;
  return String(cause?.code ?? cause?.message ?? (error as Error).name);
}
