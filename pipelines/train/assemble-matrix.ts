import { groupRelativeReturn } from '../../models/labels/index.js';
import { rankBySession } from '../../models/learning/index.js';
import type { Market } from '../market/index.js';
import { benchmarkRegimes } from '../scan/index.js';
import type { LabelKind } from './label-kind.js';
import { MODEL_FEATURES, type MatrixCells } from './matrix-cells.js';
import type { RankTask } from './rank-column.js';
import type { TrainingMatrix } from './training-matrix.js';

export interface AssemblyOptions {
  readonly stride: number;
  readonly label: LabelKind;
  /** Ranks columns, wherever that is done. */
  readonly rank: (tasks: readonly RankTask[]) => Promise<void>;
}

/** Keeps the cells whose label is known as rows, ranks the features, and lays what workers read in shared memory. */
export async function assembleMatrix(
  market: Market,
  members: Market['symbols'],
  cells: MatrixCells,
  { stride, label, rank }: AssemblyOptions,
): Promise<TrainingMatrix> {
  const rows = knownRows(cells);
  const session = new Int32Array(new SharedArrayBuffer(4 * rows.length));
  const symbol = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    session[i] = Math.floor(rows[i] / members.length) * stride;
    symbol[i] = rows[i] % members.length;
  }
  const columns = cells.columns.map(() => new Float32Array(new SharedArrayBuffer(4 * rows.length)));
  const ranking = rank(columns.map((output, f) => ({ cells: cells.columns[f], rows, session, output })));
  const weight = new Float64Array(new SharedArrayBuffer(8 * rows.length));
  weight.set(keep(cells.weight, rows));
  const sectorNames = [...new Set(members.flatMap(({ sector }) => sector ?? []))].sort();
  const sector = Int32Array.from(symbol, (s) => sectorNames.indexOf(members[s].sector ?? ''));
  const plain = keep(cells.label, rows);
  const betaOf = Float64Array.from(symbol, (s) => cells.beta[s]);
  await ranking;
  const named = (name: string) => columns[MODEL_FEATURES.findIndex((feature) => feature.name === name)];
  const lastSession = market.sessions[market.sessions.length - 1];
  return {
    features: MODEL_FEATURES.map(({ name, expression }) => ({ name, expression })),
    columns,
    session,
    sessions: market.sessions,
    symbol,
    symbolNames: members.map((member) => member.symbol),
    symbols: members.length,
    delisted: endedEarly(session, symbol, members.length, {
      from: market.sessions.length - label.horizon - 21 - stride,
    }),
    label: label.kind === 'sector' ? orZero(groupRelativeReturn(plain, session, sector)) : plain,
    forward: keep(cells.forward, rows),
    labelName: label.name,
    horizon: label.horizon,
    weight,
    baselines: {
      rating: keep(cells.rating, rows),
      'momentum 12-1': Float64Array.from(named('momentum_12_1')),
      'reversal 5': Float64Array.from(named('return_5'), (place) => -place),
    },
    beta: rankBySession(betaOf, session),
    sector,
    sectorNames,
    dollarVolume: keep(cells.dollarVolume, rows),
    regime: regimesOf(market),
    universe: `${members.length} symbols up to ${new Date(lastSession).toISOString().slice(0, 10)}, every symbol on the dates it traded`,
    source: market.ingest.label,
    isSynthetic: market.ingest.isSynthetic,
    dataHash: market.ingest.dataHash,
  };
}

/** Cells whose label and return are known, ascending; in shared memory. */
function knownRows({ label, forward }: MatrixCells): Int32Array {
  const isKnown = (at: number) => label[at] === label[at] && forward[at] === forward[at];
  let count = 0;
  for (let at = 0; at < label.length; at++) if (isKnown(at)) count++;
  const rows = new Int32Array(new SharedArrayBuffer(4 * count));
  let row = 0;
  for (let at = 0; at < label.length; at++) if (isKnown(at)) rows[row++] = at;
  return rows;
}

function keep(values: Float64Array, rows: Int32Array): Float64Array {
  const kept = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) kept[i] = values[rows[i]];
  return kept;
}

/** A symbol without a sector, or alone in it, has nothing to be compared with: zero, in the middle. */
function orZero(values: Float64Array): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

function regimesOf({ sessions, benchmark }: Market): string[] {
  const { time, regime } = benchmarkRegimes(benchmark);
  const regimeAt = new Map(Array.from(time, (at, i) => [at, regime[i]]));
  return Array.from(sessions, (at) => regimeAt.get(at) ?? 'unknown');
}

/** Symbols without a labelled row in the last month that could have one. */
function endedEarly(
  session: Int32Array,
  symbol: Int32Array,
  symbols: number,
  late: { readonly from: number },
): number {
  const isLate = new Uint8Array(symbols);
  for (let i = 0; i < session.length; i++) if (session[i] >= late.from) isLate[symbol[i]] = 1;
  return symbols - isLate.reduce((sum, flag) => sum + flag, 0);
}
