import { compile, evaluatePanel, sessionsOfBars } from '../../models/expressions/index.js';
import { forwardReturn } from '../../models/labels/index.js';
import { namedExpressions } from '../../models/ratings/index.js';
import {
  bucketTurnover,
  emptyScoreSums,
  fillScoreSums,
  type IcBySession,
  orderReturns,
  scoreBuckets,
  summariseIc,
  summariseScore,
} from '../../models/statistics/index.js';
import type { FactorSetup } from './factor-messages.js';
import {
  FACTOR_HORIZONS,
  type FactorSheet,
  type FactorSlice,
  type FactorTurnover,
  SLICE_HORIZON,
} from './factor-sheet.js';

const TURNOVER_LAGS = [1, 5, 21];
const DECILES = 10;

/**
 * Judges features over a universe, one after the other: the returns that followed are sorted once for all
 * of them. Errors allow for the overlap of forward returns (Newey & West 1987; see `summariseIc`).
 */
export function createJudge(setup: FactorSetup): (subject: string) => FactorSheet {
  const { inputs, sessions, regimes, stride } = setup;
  const width = inputs.length;
  const looked = Math.ceil(sessions.length / stride);
  const cells = inputs.map(({ bars }, symbol) => cellsOf(bars.time, symbol));
  const forward = FACTOR_HORIZONS.map((horizon) =>
    scatter((symbol) => forwardReturn(inputs[symbol].bars.close, horizon)),
  );
  const orders = forward.map((matrix) => orderReturns(matrix, width));
  const years = Array.from({ length: looked }, (_, t) =>
    String(new Date(sessions[t * stride]).getUTCFullYear()),
  );
  const regimeOf = Array.from({ length: looked }, (_, t) => regimes[t * stride]);
  /** An overlap in bars is shorter in sessions that are looked at. */
  const steps = (horizon: number) => Math.ceil(horizon / stride);

  /** Cell of each bar in a matrix of the sessions looked at, −1 for the others. */
  function cellsOf(time: Float64Array, symbol: number): Int32Array {
    return sessionsOfBars(time, sessions).map((session) =>
      session % stride === 0 ? (session / stride) * width + symbol : -1,
    );
  }

  function scatter(series: (symbol: number) => Float64Array): Float64Array {
    const matrix = new Float64Array(looked * width).fill(Number.NaN);
    for (let symbol = 0; symbol < width; symbol++) {
      const values = series(symbol);
      const { eligible } = inputs[symbol];
      const at = cells[symbol];
      for (let i = 0; i < at.length; i++) {
        if (at[i] >= 0 && (eligible === undefined || eligible[i] === 1)) matrix[at[i]] = values[i];
      }
    }
    return matrix;
  }

  function slicesOf(daily: IcBySession): FactorSlice[] {
    const groups: readonly (readonly ['year' | 'regime', readonly (string | undefined)[]])[] = [
      ['year', years],
      ['regime', regimeOf],
    ];
    return groups.flatMap(([kind, labels]) =>
      [...new Set(labels)]
        .filter((slice) => slice !== undefined)
        .sort()
        .map((slice) => {
          // Sessions of other slices become unknown but keep their place, so that overlap is still seen.
          const ic = daily.ic.map((value, t) => (labels[t] === slice ? value : Number.NaN));
          return { kind, slice, ic: summariseIc({ ic, pairs: daily.pairs }, steps(SLICE_HORIZON)) };
        }),
    );
  }

  function turnoverOf(factor: Float64Array): FactorTurnover[] {
    const buckets = scoreBuckets(factor, width, DECILES);
    return [...new Set(TURNOVER_LAGS.map(steps))].map((lag) => ({
      lag: lag * stride,
      top: bucketTurnover(buckets, width, DECILES - 1, lag),
      bottom: bucketTurnover(buckets, width, 0, lag),
    }));
  }

  return (subject) => {
    const program = compile({ factor: subject }, { definitions: namedExpressions() });
    const values = evaluatePanel(program, { sessions, symbols: inputs });
    const factor = scatter((symbol) => values[symbol].factor);
    const sums = forward.map(() => emptyScoreSums(looked, DECILES));
    fillScoreSums(factor, forward, width, { from: 0, to: looked }, sums, { orders });
    let present = 0;
    for (let i = 0; i < factor.length; i++) if (!Number.isNaN(factor[i])) present++;
    const filled = cells.reduce((sum, at) => sum + at.reduce((n, cell) => n + (cell >= 0 ? 1 : 0), 0), 0);
    return {
      subject,
      horizons: FACTOR_HORIZONS.map((horizon, h) => ({
        ...summariseScore(sums[h], steps(horizon)),
        horizon,
      })),
      slices: slicesOf(sums[FACTOR_HORIZONS.indexOf(SLICE_HORIZON)].ic),
      turnover: turnoverOf(factor),
      coverage: filled === 0 ? 0 : present / filled,
    };
  };
}
