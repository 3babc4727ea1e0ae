import { z } from 'zod';
import { Problem } from '../../errors/index.js';
import type { Standing } from './standing.js';
import type { VendorClient } from './vendor-client.js';

interface Page {
  readonly next_url?: string;
}

/**
 * The pages of an answer, following `next_url` on the vendor's own host only; each stands as long as the first.
 * @throws Problem when an answer is not of the documented shape, or points elsewhere.
 */
export async function* pages<Answer extends Page>(
  client: VendorClient,
  baseUrl: string,
  { path: first, standing }: { readonly path: string; readonly standing: Standing },
  shape: z.ZodType<Answer>,
): AsyncGenerator<Answer> {
  const isWhole = (answer: unknown) => shape.safeParse(answer).success;
  const asked = new Set<string>();
  for (let request: string | undefined = first; request !== undefined; ) {
    asked.add(request);
    const parsed: z.ZodSafeParseResult<Answer> = shape.safeParse(
      await client.get(request, standing, isWhole),
    );
    if (!parsed.success) {
      throw new Problem(
        'vendor',
        `the answer to ${request} is not as documented:\n${z.prettifyError(parsed.error)}`,
        {
          suggestion: 'The vendor may have changed its interface: look for a newer version of Technic.',
        },
      );
    }
    yield parsed.data;
    request = nextRequest(parsed.data.next_url, baseUrl);
    if (request !== undefined && asked.has(request)) {
      throw new Problem('vendor', `the pages of ${first} run in a circle`, { retryable: true });
    }
  }
}

function nextRequest(nextUrl: string | undefined, baseUrl: string): string | undefined {
  if (nextUrl === undefined || nextUrl === '') return undefined;
  const next = new URL(nextUrl, baseUrl);
  if (next.origin !== new URL(baseUrl).origin) {
    throw new Problem('vendor', `an answer points to another host (${next.host}); it is not followed`);
  }
  next.searchParams.delete('apiKey');
  return `${next.pathname}${next.search}`;
}
