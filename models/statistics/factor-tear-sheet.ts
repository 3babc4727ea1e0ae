import {
  type IcBySession,
  type InformationCoefficient,
  rankIcBySession,
  summariseIc,
} from './information-coefficient.js';
import { type MeanWithError, neweyWest, overlapLag } from './newey-west.js';
import {
  emptyQuantileSums,
  type QuantileRecord,
  type QuantileSums,
  quantileSums,
  summariseQuantiles,
} from './quantile-record.js';
import { bucketTurnover, scoreBuckets } from './quantile-turnover.js';
import { spearman } from './spearman.js';

/** Returns that followed, `horizon` sessions ahead: date-major, NaN = absent. */
export interface ForwardReturns {
  readonly horizon: number;
  readonly values: Float64Array;
}

export interface TearSheetInput {
  /** Date-major matrix of sessions x symbols: cell `t * symbols + s`; NaN = absent. */
  readonly factor: Float64Array;
  readonly sessions: number;
  readonly symbols: number;
  /** One or more horizons; with a horizon of 1 the decay is told too. */
  readonly forward: readonly ForwardReturns[];
  /** Buckets of the factor. Default 5. */
  readonly buckets?: number;
  /** Sector of each symbol, undefined = unknown. */
  readonly sectors?: readonly (string | undefined)[];
  /** Regime of each session, undefined = unknown. */
  readonly regimes?: readonly (string | undefined)[];
}

export interface TearSheet {
  readonly horizons: readonly TearSheetHorizon[];
  readonly turnover: readonly TearSheetTurnover[];
  /** IC with the single session that starts `lag` sessions later; empty without a horizon of 1. */
  readonly decay: readonly { readonly lag: number; readonly ic: InformationCoefficient }[];
  /** Share of cells with a factor value. */
  readonly coverage: number;
}

export interface TearSheetHorizon {
  readonly horizon: number;
  readonly ic: InformationCoefficient;
  /** Session by session, for the chart. */
  readonly daily: IcBySession;
  readonly quantiles: readonly QuantileRecord[];
  /** Mean return of the top bucket less the bottom one, session by session, overlap-aware. */
  readonly spread: MeanWithError;
  /** Rank correlation of bucket and mean return: 1 when each bucket beats the one below. */
  readonly monotonicity: number;
  /** Most symbols first; IC within the sector. */
  readonly bySector: readonly {
    readonly sector: string;
    readonly symbols: number;
    readonly ic: InformationCoefficient;
  }[];
  readonly byRegime: readonly { readonly regime: string; readonly ic: InformationCoefficient }[];
}

export interface TearSheetTurnover {
  readonly lag: number;
  /** Mean rank correlation of the factor with itself `lag` sessions before. */
  readonly rankAutocorrelation: number;
  /** Share of the top and of the bottom bucket that is new since `lag` sessions before. */
  readonly top: number;
  readonly bottom: number;
}

const DECAY_LAGS = [0, 1, 2, 3, 5, 10, 21, 42, 63];
const TURNOVER_LAGS = [1, 5, 10, 21];

/**
 * Everything a quant asks of a factor before trading it: rank IC by horizon with errors that allow for
 * overlap (see `summariseIc`), returns by bucket, long-short spread, turnover, decay, by sector and by
 * regime. Costs are not included: read the spread beside the turnover.
 * Source: the layout of Alphalens (Quantopian 2016); Grinold & Kahn (1999), ch. 6 and 10.
 * @throws when a matrix or a list of labels has the wrong length.
 */
export function factorTearSheet(input: TearSheetInput): TearSheet {
  checkInput(input);
  const { factor, sessions, symbols, forward } = input;
  const buckets = input.buckets ?? 5;
  const membership = scoreBuckets(factor, symbols, buckets);
  const oneSession = forward.find(({ horizon }) => horizon === 1);
  let present = 0;
  for (let i = 0; i < factor.length; i++) if (!Number.isNaN(factor[i])) present++;
  return {
    horizons: forward.map((returns) => horizonSheet(input, returns, buckets)),
    turnover: TURNOVER_LAGS.filter((lag) => lag < sessions).map((lag) => ({
      lag,
      rankAutocorrelation: lagged(factor, factor, input, lag).mean,
      top: bucketTurnover(membership, symbols, buckets - 1, lag),
      bottom: bucketTurnover(membership, symbols, 0, lag),
    })),
    decay:
      oneSession === undefined
        ? []
        : DECAY_LAGS.filter((lag) => lag < sessions).map((lag) => ({
            lag,
            ic: lagged(oneSession.values, factor, input, lag),
          })),
    coverage: present / factor.length,
  };
}

function checkInput({ factor, sessions, symbols, forward, sectors, regimes }: TearSheetInput): void {
  const cells = sessions * symbols;
  const wrong = [factor, ...forward.map(({ values }) => values)].find(({ length }) => length !== cells);
  if (wrong !== undefined) {
    throw new Error(
      `factorTearSheet: matrices must hold ${sessions} x ${symbols} values, one held ${wrong.length}`,
    );
  }
  if (sectors !== undefined && sectors.length !== symbols) {
    throw new Error(`factorTearSheet: ${symbols} symbols need as many sectors, had ${sectors.length}`);
  }
  if (regimes !== undefined && regimes.length !== sessions) {
    throw new Error(`factorTearSheet: ${sessions} sessions need as many regimes, had ${regimes.length}`);
  }
}

function horizonSheet(
  input: TearSheetInput,
  { horizon, values }: ForwardReturns,
  buckets: number,
): TearSheetHorizon {
  const { factor, sessions, symbols } = input;
  const range = { from: 0, to: sessions };
  const daily = rankIcBySession(factor, values, symbols, range);
  const sums = quantileSums(factor, values, symbols, range, emptyQuantileSums(sessions, buckets));
  const quantiles = summariseQuantiles(sums, horizon);
  return {
    horizon,
    ic: summariseIc(daily, horizon),
    daily,
    quantiles,
    spread: neweyWest(spreadOf(sums), overlapLag(sessions, horizon)),
    monotonicity: spearman(
      Float64Array.from(quantiles, ({ bucket }) => bucket),
      Float64Array.from(quantiles, ({ meanForward }) => meanForward),
    ),
    bySector: bySector(input, values, horizon),
    byRegime: byRegime(input, daily, horizon),
  };
}

/** Top less bottom bucket's mean forward return per session; NaN where either is empty. */
function spreadOf({ buckets, count, sum }: QuantileSums): Float64Array {
  return Float64Array.from({ length: count.length / buckets }, (_, t) => {
    const bottom = t * buckets;
    const top = bottom + buckets - 1;
    return count[top] > 0 && count[bottom] > 0
      ? sum[top] / count[top] - sum[bottom] / count[bottom]
      : Number.NaN;
  });
}

/** IC of the factor with what a matrix holds `lag` sessions later. */
function lagged(
  later: Float64Array,
  factor: Float64Array,
  { sessions, symbols }: TearSheetInput,
  lag: number,
): InformationCoefficient {
  const length = sessions - lag;
  const score = factor.subarray(0, length * symbols);
  const shifted = later.subarray(lag * symbols);
  return summariseIc(rankIcBySession(score, shifted, symbols, { from: 0, to: length }), 1);
}

function bySector(
  { factor, sessions, symbols, sectors = [] }: TearSheetInput,
  values: Float64Array,
  horizon: number,
): TearSheetHorizon['bySector'] {
  const members = new Map<string, number[]>();
  sectors.forEach((sector = 'unknown', s) => {
    members.set(sector, [...(members.get(sector) ?? []), s]);
  });
  return [...members]
    .map(([sector, columns]) => {
      const part = (matrix: Float64Array) => {
        const out = new Float64Array(sessions * columns.length);
        for (let t = 0, cell = 0; t < sessions; t++) {
          for (const s of columns) out[cell++] = matrix[t * symbols + s];
        }
        return out;
      };
      const daily = rankIcBySession(part(factor), part(values), columns.length, {
        from: 0,
        to: sessions,
      });
      return { sector, symbols: columns.length, ic: summariseIc(daily, horizon) };
    })
    .sort((a, b) => b.symbols - a.symbols || (a.sector < b.sector ? -1 : 1));
}

/** Sessions of other regimes become unknown but keep their place, so that overlap is still seen. */
function byRegime(
  { regimes = [] }: TearSheetInput,
  daily: IcBySession,
  horizon: number,
): TearSheetHorizon['byRegime'] {
  return [...new Set(regimes.map((regime = 'unknown') => regime))].sort().map((regime) => ({
    regime,
    ic: summariseIc(
      {
        ic: daily.ic.map((value, t) => ((regimes[t] ?? 'unknown') === regime ? value : Number.NaN)),
        pairs: daily.pairs,
      },
      horizon,
    ),
  }));
}
