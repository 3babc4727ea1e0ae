import type { Bars } from '../bars/index.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { tickScale } from './tick-scale.js';

/**
 * Writes daily bars without loss. Prices are whole ticks where a tick down to a millionth fits all of
 * them: the close as the change from the bar before, the others as the distance from what is near them;
 * else raw doubles. Volume likewise. Columns follow one another, so that a compressor sees like beside like.
 *
 * @param sessions every session of the market, ascending; a bar's time is stored as its place in it.
 * @throws when a bar's time is not among the sessions.
 */
export function writeBars(writer: ByteWriter, bars: Bars, sessions: ReadonlyMap<number, number>): void {
  const { open, high, low, close, volume } = bars;
  const n = close.length;
  writer.varint(n);
  if (n === 0) return;
  writeSessions(writer, bars.time, sessions);
  const scale = tickScale([open, high, low, close]);
  writer.varint(scale);
  if (scale === 0) for (const column of [open, high, low, close]) writeDoubles(writer, column);
  else writePrices(writer, bars, scale);
  const volumeScale = tickScale([volume]);
  writer.varint(volumeScale);
  if (volumeScale === 0) writeDoubles(writer, volume);
  else for (let i = 0; i < n; i++) writer.signed(Math.round(volume[i] * volumeScale));
}

/** Reads what `writeBars` wrote, bit for bit. */
export function readBars(reader: ByteReader, sessions: Float64Array): Bars {
  const n = reader.varint();
  const column = () => new Float64Array(n);
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    interval: '1d' as const,
  };
  if (n === 0) return bars;
  readSessions(reader, bars.time, sessions);
  const scale = reader.varint();
  if (scale === 0) {
    for (const values of [bars.open, bars.high, bars.low, bars.close]) readDoubles(reader, values);
  } else {
    readPrices(reader, bars, scale);
  }
  const volumeScale = reader.varint();
  if (volumeScale === 0) readDoubles(reader, bars.volume);
  else for (let i = 0; i < n; i++) bars.volume[i] = reader.signed() / volumeScale;
  return bars;
}

function writeSessions(writer: ByteWriter, time: Float64Array, sessions: ReadonlyMap<number, number>): void {
  let before = -1;
  for (let i = 0; i < time.length; i++) {
    const at = sessions.get(time[i]);
    if (at === undefined) throw new Error(`writeBars: ${time[i]} is not the time of a session`);
    writer.varint(at - before - 1);
    before = at;
  }
}

function readSessions(reader: ByteReader, time: Float64Array, sessions: Float64Array): void {
  let at = -1;
  for (let i = 0; i < time.length; i++) {
    at += reader.varint() + 1;
    time[i] = sessions[at];
  }
}

function writePrices(writer: ByteWriter, { open, high, low, close }: Bars, scale: number): void {
  const n = close.length;
  const ticks = (values: Float64Array, i: number) => Math.round(values[i] * scale);
  for (let i = 0; i < n; i++) writer.signed(ticks(close, i) - (i === 0 ? 0 : ticks(close, i - 1)));
  for (let i = 0; i < n; i++) writer.signed(ticks(open, i) - ticks(close, Math.max(0, i - 1)));
  for (let i = 0; i < n; i++) writer.signed(ticks(high, i) - Math.max(ticks(open, i), ticks(close, i)));
  for (let i = 0; i < n; i++) writer.signed(Math.min(ticks(open, i), ticks(close, i)) - ticks(low, i));
}

/** In ticks first, every column, then divided once: the order in which they were written. */
function readPrices(reader: ByteReader, { open, high, low, close }: Bars, scale: number): void {
  const n = close.length;
  for (let i = 0; i < n; i++) close[i] = reader.signed() + (i === 0 ? 0 : close[i - 1]);
  for (let i = 0; i < n; i++) open[i] = reader.signed() + close[Math.max(0, i - 1)];
  for (let i = 0; i < n; i++) high[i] = reader.signed() + Math.max(open[i], close[i]);
  for (let i = 0; i < n; i++) low[i] = Math.min(open[i], close[i]) - reader.signed();
  for (const column of [open, high, low, close]) for (let i = 0; i < n; i++) column[i] /= scale;
}

function writeDoubles(writer: ByteWriter, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) writer.double(values[i]);
}

function readDoubles(reader: ByteReader, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = reader.double();
}
