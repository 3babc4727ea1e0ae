import { adjustBars, sliceBars } from '../models/bars/index.js';
import {
  type Arena,
  compile,
  createArena,
  evaluateCrossSection,
  evaluateStage,
  type PanelPlace,
  type Program,
  releaseState,
  type SymbolState,
} from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';
import { marketAsOf } from './market-as-of.js';
import type { LoadedMarket, LoadedSymbol } from './market-reader.js';

/** A named scan of the run, as the nightly has it. */
export interface NamedScan {
  readonly name: string;
  readonly where: string;
  readonly rankBy: string;
}

/** What a scan of a past session finds, by place in `symbols`. */
export interface DayRanking {
  readonly time: number;
  /** Those with at least one bar by then, in ASCII order. */
  readonly symbols: readonly string[];
  /** Time of the symbol's last bar by then. */
  readonly lastBar: Float64Array;
  /** From 1, best score first; 0 for a symbol without a score, or that did not trade or belong that day. */
  readonly ranks: Int32Array;
  /** Every feature, part of the score, and the score itself; NaN where unknown. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Unadjusted close, and its change over one bar, adjusted for splits: a fraction. */
  readonly close: Float64Array;
  readonly change: Float64Array;
  /** The last closes up to then, adjusted for splits, oldest first. */
  readonly closes: readonly Float64Array[];
  /** Named scan to the places that match, best first. */
  readonly matches: Readonly<Record<string, readonly number[]>>;
}

const SPARK_CLOSES = 60;
/** Symbols between two looks at what else is asked. */
const SLICE = 16;

/** A symbol with what a scan of it remembers between stages. */
interface ScannedSymbol {
  readonly inputs: LoadedSymbol;
  readonly place: PanelPlace;
  readonly state: SymbolState;
}

/**
 * Scans the universe as of a past session: bars after it are cut off before prices are adjusted, so this is
 * what `technic nightly --as-of` computes from the same bars, features, rating and scans.
 * Yields the share that is done, so that the caller may do other things or stop.
 */
export function* rankAsOf(
  market: LoadedMarket,
  time: number,
  scans: readonly NamedScan[],
): Generator<number, DayRanking> {
  const program = dayProgram(scans);
  const { symbols, sessions } = marketAsOf(market, time);
  const matrices = Array.from({ length: program.matrices }, () =>
    new Float64Array(sessions.length * symbols.length).fill(Number.NaN),
  );
  const cut = symbols.map((inputs, symbol): ScannedSymbol => {
    const { sessionOfBar } = inputs;
    return { inputs, state: [], place: { symbols: symbols.length, matrices, symbol, sessionOfBar } };
  });
  const rows = program.outputs.map(() => new Float64Array(cut.length).fill(Number.NaN));
  const arena = createArena();
  const steps = program.stages.length * cut.length;
  for (let stage = 0; stage < program.stages.length; stage++) {
    if (stage > 0) {
      evaluateCrossSection(program, stage, matrices, symbols, { from: 0, to: sessions.length });
    }
    for (let s = 0; s < cut.length; s++) {
      evaluateLast(program, stage, cut[s], arena, (output, value) => {
        rows[output][s] = value;
      });
      if (s % SLICE === SLICE - 1) yield (stage * cut.length + s) / steps;
    }
  }
  return gather(program, time, symbols, rows, scans);
}

/** Features, rating and scans as one program, as the nightly plans them. */
function dayProgram(scans: readonly NamedScan[]): Program {
  const definitions = namedExpressions();
  const sources: Record<string, string> = {};
  for (const name of Object.keys(definitions)) sources[name] = name;
  for (const { name, where, rankBy } of scans) {
    sources[`scan:${name}`] = where;
    sources[`rank:${name}`] = rankBy;
  }
  return compile(sources, { definitions });
}

/** One stage of a symbol; hands over the last value of each output that it completes. */
function evaluateLast(
  program: Program,
  stage: number,
  { inputs, state, place }: ScannedSymbol,
  arena: Arena,
  take: (output: number, value: number) => void,
): void {
  evaluateStage(program, stage, inputs, state, arena, place);
  const last = inputs.bars.time.length - 1;
  program.outputs.forEach((output, position) => {
    if (output.stage === stage) take(position, (state[output.node] as readonly Float64Array[])[0][last]);
  });
  releaseState(program, stage, state, arena, new Set());
}

function gather(
  program: Program,
  time: number,
  symbols: readonly LoadedSymbol[],
  rows: readonly Float64Array[],
  scans: readonly NamedScan[],
): DayRanking {
  const column = new Map(program.outputs.map(({ name }, position) => [name, rows[position]]));
  const at = (name: string) => column.get(name) as Float64Array;
  const current = symbols.flatMap(({ bars, eligible }, s) => {
    const last = bars.time.length - 1;
    return bars.time[last] === time && eligible?.[last] !== 0 ? [s] : [];
  });
  const score = at('score');
  const ranks = new Int32Array(symbols.length);
  current
    .filter((s) => !Number.isNaN(score[s]))
    .sort((a, b) => score[b] - score[a] || a - b)
    .forEach((s, position) => {
      ranks[s] = position + 1;
    });
  const matches = scans.map(({ name }) => {
    const condition = at(`scan:${name}`);
    const rank = at(`rank:${name}`).map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
    return [
      name,
      current.filter((s) => condition[s] === 1).sort((a, b) => rank[b] - rank[a] || a - b),
    ] as const;
  });
  const closes = symbols.map(({ raw, actions }) => {
    const last = raw.time.length;
    // A copy: a column of the market itself must not travel with them.
    return adjustBars(
      sliceBars(raw, Math.max(0, last - SPARK_CLOSES), last),
      actions,
      'splits',
    ).close.slice();
  });
  return {
    time,
    symbols: symbols.map(({ symbol }) => symbol),
    lastBar: Float64Array.from(symbols, ({ raw }) => raw.time[raw.time.length - 1]),
    ranks,
    values: Object.fromEntries(Object.keys(namedExpressions()).map((name) => [name, at(name)])),
    close: Float64Array.from(symbols, ({ raw }) => raw.close[raw.close.length - 1]),
    change: Float64Array.from(closes, (close) => {
      const last = close.length - 1;
      return last < 1 ? Number.NaN : close[last] / close[last - 1] - 1;
    }),
    closes,
    matches: Object.fromEntries(matches),
  };
}
