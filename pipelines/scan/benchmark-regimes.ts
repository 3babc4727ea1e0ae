import type { Bars } from '../../models/bars/index.js';
import { compile, evaluate } from '../../models/expressions/index.js';
import { type Regime, regimeExpressions, regimesOf } from '../../models/ratings/index.js';

/** The market regime on each bar of the benchmark, from its closes. */
export function benchmarkRegimes(benchmark: { readonly time: Float64Array; readonly close: Float64Array }): {
  time: Float64Array;
  regime: readonly Regime[];
} {
  const { time, close } = benchmark;
  const volume = new Float64Array(close.length);
  const bars: Bars = { time, open: close, high: close, low: close, close, volume, interval: '1d' };
  const conditions = evaluate(compile(regimeExpressions), { bars });
  return { time, regime: regimesOf(conditions.trend_up, conditions.volatile) };
}
