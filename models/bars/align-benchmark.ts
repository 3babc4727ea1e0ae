/**
 * The benchmark's close on each bar of a symbol: the last one known at that bar, never a later one.
 * NaN before the benchmark begins.
 */
export function alignBenchmark(
  time: Float64Array,
  benchmark: { readonly time: Float64Array; readonly close: Float64Array },
): Float64Array {
  const out = new Float64Array(time.length);
  let next = 0;
  let known = Number.NaN;
  for (let i = 0; i < time.length; i++) {
    while (next < benchmark.time.length && benchmark.time[next] <= time[i]) known = benchmark.close[next++];
    out[i] = known;
  }
  return out;
}
