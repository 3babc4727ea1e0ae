import type { Arena, PanelPlace } from '../../models/expressions/index.js';
import { forwardReturn } from '../../models/labels/index.js';
import { RECORD_HORIZONS } from './score-records.js';

/** Puts scores and what followed them where the record over all symbols and sessions reads them. */
export interface RecordWriter {
  write(score: Float64Array, close: Float64Array, eligible: Uint8Array | undefined, place: PanelPlace): void;
}

/** @param forward one matrix [session x symbol] per horizon of the record. */
export function recordWriter(
  score: SharedArrayBuffer,
  forward: readonly SharedArrayBuffer[],
  arena: Arena,
): RecordWriter {
  const scores = new Float64Array(score);
  const returns = forward.map((buffer) => new Float64Array(buffer));
  return {
    write(values, close, eligible, { symbol, symbols, sessionOfBar }) {
      for (let i = 0; i < values.length; i++) {
        if (eligible && eligible[i] !== 1) continue;
        scores[sessionOfBar[i] * symbols + symbol] = values[i];
      }
      RECORD_HORIZONS.forEach((horizon, h) => {
        const after = forwardReturn(close, horizon, arena.take(close.length));
        const matrix = returns[h];
        for (let i = 0; i < after.length; i++) matrix[sessionOfBar[i] * symbols + symbol] = after[i];
        arena.give(after);
      });
    },
  };
}
