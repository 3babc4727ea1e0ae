import { createHash } from 'node:crypto';
import type { Action, Bars } from '../../../models/bars/index.js';

/** SHA-256 (32 hexadecimal digits of it) of a symbol's bars and actions: equal exactly when both are. */
export function symbolHash(bars: Bars, actions: readonly Action[]): string {
  const hash = createHash('sha256');
  for (const column of [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  for (const action of actions) hash.update(`${action.exTime} ${action.kind} ${action.factor}\n`);
  return hash.digest('hex').slice(0, 32);
}
