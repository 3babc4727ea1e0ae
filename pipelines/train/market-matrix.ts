import { namedExpressions } from '../../models/ratings/index.js';
import { adjustBars, type Adjustment, alignBenchmark, eligibleBars } from '../../models/bars/index.js';
import { compile, evaluate, type Program, sessionsOfBars } from '../../models/expressions/index.js';
import { features } from '../../models/features/index.js';
import {
  averageUniqueness,
  forwardReturn,
  groupRelativeReturn,
  horizonEnds,
  marketRelativeReturn,
  tripleBarrier,
  volatilityScaledReturn,
  wholeSampleBeta,
} from '../../models/labels/index.js';
import { rankBySession } from '../../models/learning/index.js';
import { Problem } from '../errors/index.js';
import { type Market, streamBars } from '../market/index.js';
import { benchmarkRegimes } from '../scan/index.js';
import type { Database } from '../store/index.js';
import type { TrainingMatrix } from './training-matrix.js';

export interface MatrixOptions {
  /** Such as `fwd10`: see `trainOptionsSchema`. */
  readonly label: string;
  readonly adjust: Adjustment;
  /** Sessions are thinned evenly so that there are about so many rows at most. */
  readonly maxRows: number;
  readonly onProgress?: (done: number, total: number, unit: string) => void;
  readonly signal?: AbortSignal;
}

/** Features in dollars say how large a company is, not how it will do: they stay out. */
const MODEL_FEATURES = features.filter(({ unit }) => unit !== 'dollars');
const LIQUIDITY = 'dollar_volume_20';
const VOLATILITY = 'volatility_21';
/** Bars before which too little is known of a symbol to learn from it. */
const WARM_UP = 63;
const BARRIER = 1.5;

/**
 * The labelled matrix of a stored market: the scan's features of every symbol on every session it
 * belonged to the universe, delisted symbols included, ranked within each session; beside them the label.
 * Features of bar i are computed from bars up to i; only the label looks further.
 */
export async function loadTrainingMatrix(
  database: Database,
  market: Market,
  options: MatrixOptions,
): Promise<TrainingMatrix> {
  const { kind, horizon } = parseLabel(options.label);
  const members = market.symbols.filter(({ isBenchmark }) => !isBenchmark);
  const stride = Math.max(1, Math.ceil(members.reduce((sum, { bars }) => sum + bars, 0) / options.maxRows));
  const dense = allocate(Math.ceil(market.sessions.length / stride), members.length);
  const program = compileFeatures();
  const slotOf = new Map(members.map(({ index }, slot) => [index, slot]));
  let done = 0;
  for await (const { index, bars: raw } of streamBars(database, market.asOf)) {
    if (options.signal?.aborted) throw new Problem('cancelled', 'the training was cancelled');
    const slot = slotOf.get(index);
    if (slot === undefined) continue;
    const record = market.symbols[index];
    const bars = adjustBars(raw, record.actions, options.adjust);
    const benchmarkClose = alignBenchmark(bars.time, market.benchmark);
    const values = evaluate(program, {
      bars,
      benchmarkClose,
      sector: record.sector,
      industry: record.industry,
    });
    const forward = forwardReturn(bars.close, horizon);
    const label = localLabel(kind, horizon, bars.close, forward, benchmarkClose, values[VOLATILITY]);
    const weight = averageUniqueness(horizonEnds(forward, horizon));
    dense.beta[slot] = wholeSampleBeta(bars.close, benchmarkClose);
    const eligible = eligibleBars(bars.time, record.membership);
    const sessionOfBar = sessionsOfBars(bars.time, market.sessions);
    for (let i = WARM_UP; i < sessionOfBar.length; i++) {
      const session = sessionOfBar[i];
      if (session % stride !== 0 || (eligible && eligible[i] !== 1)) continue;
      const at = (session / stride) * members.length + slot;
      dense.forward[at] = forward[i];
      dense.label[at] = label[i];
      // Scaled so that a label which overlaps as much as they all do weighs one.
      dense.weight[at] = weight[i] * horizon;
      dense.dollarVolume[at] = values[LIQUIDITY][i];
      dense.rating[at] = values.score[i];
      for (let f = 0; f < MODEL_FEATURES.length; f++)
        dense.columns[f][at] = values[MODEL_FEATURES[f].name][i];
    }
    options.onProgress?.(++done, members.length, 'symbols');
  }
  return assemble(market, members, dense, stride, { kind, horizon, name: options.label });
}

type LabelKind = 'fwd' | 'market' | 'sector' | 'scaled' | 'barrier';

function parseLabel(label: string): { kind: LabelKind; horizon: number } {
  const match = /^(fwd|market|sector|scaled|barrier)([1-9]\d{0,2})$/.exec(label);
  if (!match) {
    throw new Problem('usage', `unknown label "${label}"`, {
      suggestion: 'A label is fwd, market, sector, scaled or barrier and a horizon in bars, such as fwd10.',
    });
  }
  return { kind: match[1] as LabelKind, horizon: Number(match[2]) };
}

function compileFeatures(): Program {
  const names = ['score', ...features.map(({ name }) => name)];
  const program = compile(Object.fromEntries(names.map((name) => [name, name])), {
    definitions: namedExpressions(),
  });
  if (program.isCrossSectional) {
    throw new Problem(
      'internal',
      'a feature looks across symbols; the training matrix ranks features itself',
    );
  }
  return program;
}

/** The label of one symbol, before what needs the other symbols. */
function localLabel(
  kind: LabelKind,
  horizon: number,
  close: Float64Array,
  forward: Float64Array,
  benchmarkClose: Float64Array,
  volatility: Float64Array,
): Float64Array {
  switch (kind) {
    case 'fwd':
    case 'sector':
      return forward;
    case 'market':
      return marketRelativeReturn(forward, forwardReturn(benchmarkClose, horizon));
    case 'scaled':
      return volatilityScaledReturn(forward, volatility, horizon);
    case 'barrier':
      return tripleBarrier(
        close,
        volatility.map((sd) => sd * Math.sqrt(horizon)),
        {
          horizon,
          profit: BARRIER,
          loss: BARRIER,
        },
      ).label;
  }
}

interface Dense {
  readonly columns: readonly Float32Array[];
  readonly forward: Float64Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly dollarVolume: Float64Array;
  readonly rating: Float64Array;
  /** Per symbol. */
  readonly beta: Float64Array;
}

function allocate(sessions: number, symbols: number): Dense {
  const cells = sessions * symbols;
  const empty = () => new Float64Array(cells).fill(Number.NaN);
  return {
    columns: MODEL_FEATURES.map(() => new Float32Array(cells).fill(Number.NaN)),
    forward: empty(),
    label: empty(),
    weight: empty(),
    dollarVolume: empty(),
    rating: empty(),
    beta: new Float64Array(symbols).fill(Number.NaN),
  };
}

/** Keeps the rows whose label is known, ranks the features, and lays what workers read in shared memory. */
function assemble(
  market: Market,
  members: Market['symbols'],
  dense: Dense,
  stride: number,
  label: { readonly kind: LabelKind; readonly horizon: number; readonly name: string },
): TrainingMatrix {
  const rows = knownRows(dense);
  const session = new Int32Array(new SharedArrayBuffer(4 * rows.length));
  const symbol = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    session[i] = Math.floor(rows[i] / members.length) * stride;
    symbol[i] = rows[i] % members.length;
  }
  const keep = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  const columns = dense.columns.map((column) => {
    const kept = new Float32Array(new SharedArrayBuffer(4 * rows.length));
    for (let i = 0; i < rows.length; i++) kept[i] = column[rows[i]];
    return rankBySession(kept, session, kept);
  });
  const weight = new Float64Array(new SharedArrayBuffer(8 * rows.length));
  weight.set(keep(dense.weight));
  const forward = keep(dense.forward);
  const sectorNames = [...new Set(members.flatMap(({ sector }) => sector ?? []))].sort();
  const sector = Int32Array.from(symbol, (s) => sectorNames.indexOf(members[s].sector ?? ''));
  const plain = keep(dense.label);
  const value = label.kind === 'sector' ? orZero(groupRelativeReturn(plain, session, sector)) : plain;
  const named = (name: string) => columns[MODEL_FEATURES.findIndex((feature) => feature.name === name)];
  const regimes = benchmarkRegimes(market.benchmark);
  const regimeAt = new Map(Array.from(regimes.time, (time, i) => [time, regimes.regime[i]]));
  const lastSession = market.sessions[market.sessions.length - 1];
  return {
    features: MODEL_FEATURES.map(({ name, expression }) => ({ name, expression })),
    columns,
    session,
    sessions: market.sessions,
    symbol,
    symbolNames: members.map((member) => member.symbol),
    symbols: members.length,
    delisted: endedEarly(rows, members.length, stride, market.sessions.length, label.horizon),
    label: value,
    forward,
    labelName: label.name,
    horizon: label.horizon,
    weight,
    baselines: {
      rating: keep(dense.rating),
      'momentum 12-1': Float64Array.from(named('momentum_12_1')),
      'reversal 5': Float64Array.from(named('return_5'), (rank) => -rank),
    },
    beta: rankBySession(
      Float64Array.from(symbol, (s) => dense.beta[s]),
      session,
    ),
    sector,
    sectorNames,
    dollarVolume: keep(dense.dollarVolume),
    regime: Array.from(market.sessions, (time) => regimeAt.get(time) ?? 'unknown'),
    universe: `${members.length} symbols up to ${new Date(lastSession).toISOString().slice(0, 10)}, every symbol on the dates it traded`,
    source: market.ingest.label,
    isSynthetic: market.ingest.isSynthetic,
    dataHash: market.ingest.dataHash,
  };
}

function knownRows(dense: Dense): Int32Array {
  const rows: number[] = [];
  for (let at = 0; at < dense.label.length; at++) {
    if (!Number.isNaN(dense.label[at]) && !Number.isNaN(dense.forward[at])) rows.push(at);
  }
  return Int32Array.from(rows);
}

/** A symbol without a sector, or alone in it, has nothing to be compared with: zero, in the middle. */
function orZero(values: Float64Array): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

/** Symbols without a labelled row in the last month that could have one. */
function endedEarly(
  rows: Int32Array,
  symbols: number,
  stride: number,
  sessions: number,
  horizon: number,
): number {
  const isLate = new Uint8Array(symbols);
  for (const row of rows) {
    if (Math.floor(row / symbols) * stride >= sessions - horizon - 21 - stride) isLate[row % symbols] = 1;
  }
  return symbols - isLate.reduce((sum, flag) => sum + flag, 0);
}
