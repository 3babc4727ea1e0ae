import {
  createFigureWorkspace,
  FIGURES,
  type FigureOptions,
  fillFigures,
  prepareBenchmark,
  type TradeColumns,
  type TradeRow,
  tradeColumns,
} from '../statistics/index.js';
import {
  type BootstrapInterval,
  type BootstrapOptions,
  blockLength,
  checkBootstrap,
  percentileInterval,
  resampleIndices,
} from './block-bootstrap.js';

/** Figures that resampling says nothing about: what was given, counts, dates and where trades lay. */
const FIXED = new Set([
  'initialEquity',
  'years',
  'bars',
  'closedTrades',
  'openAtEnd',
  'longTrades',
  'shortTrades',
  'exposureClose',
  'exposureClosedTradesInclExitBar',
  'tradesPerYear',
  'minimumTrackRecord',
]);

/**
 * Bootstrap intervals of every figure for which they mean something, by name.
 *
 * Each resample draws the account's returns in blocks (the benchmark's on the same bars) and chains them
 * to a new equity curve on the same dates; trades are drawn in blocks of their own, by order of entry.
 * So figures on returns, risk, drawdown and benchmark carry the uncertainty of the returns, figures on
 * trades that of the trades. The interval is about chance within this history, not about selection: for
 * the best of many trials use the deflated Sharpe ratio.
 */
export function figureIntervals(
  equity: Float64Array,
  time: Float64Array,
  trades: readonly TradeRow[],
  options: FigureOptions,
  bootstrap: BootstrapOptions,
): Record<string, BootstrapInterval> {
  const { random, method = 'stationary', samples = 1000, confidence = 0.95 } = bootstrap;
  const returns = growth(equity);
  const benchmark = options.benchmark && growth(options.benchmark);
  const length = bootstrap.blockLength ?? blockLength(returns, method);
  checkBootstrap('figureIntervals', samples, confidence, length);
  const columns = tradeColumns(trades, time);
  const tradeLength = Math.min(length, blockLength(columns.pnl, method));
  const workspace = createFigureWorkspace(equity.length);
  const output = new Float64Array(FIGURES.length);
  const known = { ...options, benchmark: options.benchmark && prepareBenchmark(options.benchmark) };
  const estimates = fillFigures(equity, time, columns, known, workspace, output).slice();
  const values = FIGURES.map(() => new Float64Array(samples));
  const indices = new Int32Array(returns.length);
  const tradeIndices = new Int32Array(columns.count);
  const path = new Float64Array(equity.length);
  const benchmarkPath = new Float64Array(equity.length);
  for (let k = 0; k < samples; k++) {
    resampleIndices(indices, method, length, random);
    chain(equity[0], returns, indices, path);
    if (benchmark) chain(1, benchmark, indices, benchmarkPath);
    resampleIndices(tradeIndices, method, Math.max(1, Math.round(tradeLength)), random);
    const settings = { ...options, benchmark: benchmark && prepareBenchmark(benchmarkPath) };
    fillFigures(path, time, pick(columns, tradeIndices), settings, workspace, output);
    for (let f = 0; f < output.length; f++) values[f][k] = output[f];
  }
  const intervals: Record<string, BootstrapInterval> = {};
  FIGURES.forEach(({ name, unit, group }, f) => {
    if (FIXED.has(name) || unit === 'date') return;
    const used = group === 'trades' ? Math.max(1, Math.round(tradeLength)) : length;
    intervals[name] = {
      ...percentileInterval(estimates[f], values[f], confidence),
      blockLength: used,
    };
  });
  return intervals;
}

/** E[i + 1] / E[i]. */
function growth(level: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(0, level.length - 1));
  for (let i = 0; i < out.length; i++) out[i] = level[i] > 0 ? level[i + 1] / level[i] : 1;
  return out;
}

function chain(start: number, factors: Float64Array, indices: Int32Array, path: Float64Array): void {
  let value = start;
  path[0] = value;
  for (let i = 0; i < indices.length; i++) {
    value *= factors[indices[i]];
    path[i + 1] = value;
  }
}

function pick(trades: TradeColumns, indices: Int32Array): TradeColumns {
  const take = (column: ArrayLike<number>) => Float64Array.from(indices, (k) => column[k]);
  return {
    count: trades.count,
    entryBar: take(trades.entryBar),
    exitBar: take(trades.exitBar),
    size: take(trades.size),
    entryPrice: take(trades.entryPrice),
    exitPrice: take(trades.exitPrice),
    pnl: take(trades.pnl),
    return: take(trades.return),
    commission: take(trades.commission),
    mae: take(trades.mae),
    mfe: take(trades.mfe),
    isOpen: Uint8Array.from(indices, (k) => trades.isOpen[k]),
  };
}
