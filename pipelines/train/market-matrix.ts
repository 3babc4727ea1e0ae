import { availableParallelism } from 'node:os';
import type { Adjustment } from '../../models/bars/index.js';
import { type Market, streamBars } from '../market/index.js';
import type { Database } from '../store/index.js';
import { assembleMatrix } from './assemble-matrix.js';
import { parseLabel } from './label-kind.js';
import { allocateCells } from './matrix-cells.js';
import { withMatrixCrew } from './matrix-crew.js';
import type { TrainingMatrix } from './training-matrix.js';

export interface MatrixOptions {
  /** Such as `fwd10`: see `trainOptionsSchema`. */
  readonly label: string;
  readonly adjust: Adjustment;
  /**
   * Sessions are thinned evenly so that there are about so many rows at most, though never more than a horizon
   * apart: what is left out would have been evidence of its own.
   */
  readonly maxRows: number;
  /** Threads; one per processor when absent. Their number changes nothing but the time. */
  readonly workers?: number;
  readonly onProgress?: (done: number, total: number, unit: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The labelled matrix of a stored market: the scan's features of every symbol on every session it
 * belonged to the universe, delisted symbols included, ranked within each session; beside them the label.
 * @throws Problem when the label is unknown, or when cancelled.
 */
export async function loadTrainingMatrix(
  database: Database,
  market: Market,
  options: MatrixOptions,
): Promise<TrainingMatrix> {
  const label = parseLabel(options.label);
  const members = market.symbols.filter(({ isBenchmark }) => !isBenchmark);
  const bars = members.reduce((sum, member) => sum + member.bars, 0);
  const stride = Math.max(1, Math.min(label.horizon, Math.ceil(bars / options.maxRows)));
  const cells = allocateCells(Math.ceil(market.sessions.length / stride), members.length);
  const slotOf = new Map(members.map(({ index }, slot) => [index, slot]));
  const setup = {
    cells,
    symbols: members.length,
    sessions: market.sessions,
    stride,
    benchmark: market.benchmark,
    label,
    adjust: options.adjust,
  };
  let done = 0;
  const crewOptions = {
    workers: options.workers ?? availableParallelism(),
    signal: options.signal,
    onFilled: (symbols: number) => {
      done += symbols;
      options.onProgress?.(done, members.length, 'symbols');
    },
  };
  return withMatrixCrew(setup, crewOptions, async (crew) => {
    for await (const { index, bars: own } of streamBars(database, market.asOf)) {
      const slot = slotOf.get(index);
      if (slot === undefined) continue;
      const { actions, membership, sector, industry } = market.symbols[index];
      await crew.add({ slot, bars: own, actions, membership, sector, industry });
    }
    await crew.filled();
    return assembleMatrix(market, members, cells, { stride, label, rank: crew.rank });
  });
}
