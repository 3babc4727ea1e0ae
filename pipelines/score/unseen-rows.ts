import { forwardReturn } from '../../models/labels/index.js';
import type { LoadedInputs } from '../backtest/index.js';
import { evaluateSymbols } from './evaluate-symbols.js';

/** Rows of history with their outcome, one per symbol and session, sorted by session. */
export interface UnseenRows {
  /** Dates of the sessions, epoch milliseconds; `session` points into them. */
  readonly sessions: Float64Array;
  readonly session: Int32Array;
  /** Raw values by feature name. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Close-to-close return over the horizon, known in every row. */
  readonly forward: Float64Array;
}

/**
 * Features and outcomes of every symbol on the sessions after a moment: what models can be compared on that
 * had not been trained by then. Symbols outside the universe on a date have no row on it.
 * @param sources feature name to expression. @param afterMs sessions later than this.
 */
export function unseenRows(
  loaded: LoadedInputs,
  sources: Readonly<Record<string, string>>,
  afterMs: number,
  horizon: number,
): UnseenRows {
  const { market, inputs } = loaded;
  const names = Object.keys(sources);
  const sessions = market.sessions.filter((time) => time > afterMs);
  const placeOf = new Map(Array.from(sessions, (time, place) => [time, place]));
  const valuesOf = evaluateSymbols(loaded, sources);
  const rows: { readonly symbol: number; readonly bar: number; readonly session: number }[] = [];
  const forwards = inputs.map(({ bars }) => forwardReturn(bars.close, horizon));
  const dense = new Map(names.map((name) => [name, [] as number[]]));
  inputs.forEach((symbol, k) => {
    const values = valuesOf(k);
    for (let bar = 0; bar < symbol.bars.time.length; bar++) {
      const place = placeOf.get(symbol.bars.time[bar]);
      if (place === undefined || Number.isNaN(forwards[k][bar])) continue;
      if (symbol.eligible && symbol.eligible[bar] !== 1) continue;
      rows.push({ symbol: k, bar, session: place });
      names.forEach((name, f) => dense.get(name)?.push(values[f][bar]));
    }
  });
  const order = Int32Array.from(rows, (_, row) => row).sort((a, b) => rows[a].session - rows[b].session);
  return {
    sessions,
    session: order.map((row) => rows[row].session),
    columns: new Map(
      names.map((name) => {
        const column = dense.get(name) ?? [];
        return [name, Float64Array.from(order, (row) => column[row])];
      }),
    ),
    forward: Float64Array.from(order, (row) => forwards[rows[row].symbol][rows[row].bar]),
  };
}
