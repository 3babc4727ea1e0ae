import type { MarketHeader } from '../../pipelines/site/snapshots/index.js';
import { gunzip } from './symbol-history.js';

/**
 * Reads the market file as it arrives: the header, then each year's block, unpacked, newest first.
 * @throws when the server does not answer with the file, or the file ends early.
 */
export async function streamMarket(
  url: string,
  onHeader: (header: MarketHeader) => void,
  onChunk: (chunk: Uint8Array) => void,
): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || !response.body) {
    throw new Error(`the bars could not be loaded: the server answered ${response.status}`);
  }
  const take = createTaker(response.body.getReader());
  const length = new DataView((await take(4)).buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(await gunzip(await take(length)))) as MarketHeader;
  onHeader(header);
  for (const { bytes } of header.chunks) onChunk(await gunzip(await take(bytes)));
}

/** Gathers exactly as many bytes as are asked for from a stream. */
function createTaker(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>) {
  let pending: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  return async (count: number): Promise<Uint8Array<ArrayBuffer>> => {
    const out = new Uint8Array(count);
    let filled = 0;
    for (;;) {
      const part = pending.subarray(0, count - filled);
      out.set(part, filled);
      filled += part.length;
      pending = pending.subarray(part.length);
      if (filled === count) return out;
      const { done, value } = await reader.read();
      if (done) throw new Error('the file of bars ends early: load the page again');
      pending = value;
    }
  };
}
