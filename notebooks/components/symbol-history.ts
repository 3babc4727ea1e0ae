import type { SymbolLedger } from '../../pipelines/site/snapshots/index.js';
import { type Action, adjustBars, type Bars } from '../models/bars/index.js';
import { createByteReader, readBars } from '../models/codec/index.js';

const MS_PER_DAY = 86_400_000;

/** Where each symbol's block lies in the file of all of them. */
export interface SymbolIndex {
  /** Epoch days of every session. */
  readonly sessions: readonly number[];
  readonly bytes: readonly number[];
}

export interface SymbolHistory {
  readonly symbol: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly actions: readonly Action[];
  readonly ledger: SymbolLedger | undefined;
  /** As traded. */
  readonly raw: Bars;
  /** Adjusted for splits and dividends. */
  readonly bars: Bars;
}

/**
 * Fetches one symbol's block, by range where the server knows ranges, else out of the whole file.
 * @throws when the server does not answer with the file.
 */
export async function fetchHistory(url: string, index: SymbolIndex, id: number): Promise<SymbolHistory> {
  const start = index.bytes.slice(0, id).reduce((sum, bytes) => sum + bytes, 0);
  const end = start + index.bytes[id];
  const response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` } });
  if (!response.ok)
    throw new Error(`the history could not be loaded: the server answered ${response.status}`);
  const body = new Uint8Array(await response.arrayBuffer());
  return decodeHistory(await gunzip(response.status === 206 ? body : body.subarray(start, end)), index);
}

/** Reads an unpacked block. */
export function decodeHistory(block: Uint8Array, index: SymbolIndex): SymbolHistory {
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(block.subarray(4, 4 + length)));
  const sessions = Float64Array.from(index.sessions, (day) => day * MS_PER_DAY);
  const raw = readBars(createByteReader(block, 4 + length), sessions);
  return { ...head, raw, bars: adjustBars(raw, head.actions, 'all') };
}

/** Unpacks gzip with the browser's own means. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
