/** Bars after a signal at which its outcome is recorded. */
export const HORIZONS = [1, 5, 10, 21] as const;

/**
 * Every match of every scan on every bar, as columns. `forward`, `benchmark` and `due` hold one array per
 * horizon: the close-to-close return over that many of the symbol's own bars, the benchmark's return
 * between the same two dates, and the later date; NaN where it has not come due.
 */
export interface SignalColumns {
  readonly count: number;
  readonly scan: Int32Array;
  readonly symbol: Int32Array;
  readonly time: Float64Array;
  readonly score: Float64Array;
  readonly close: Float64Array;
  readonly forward: readonly Float64Array[];
  readonly benchmark: readonly Float64Array[];
  readonly due: readonly Float64Array[];
}

/** A growing list of signals. */
export interface SignalCollector {
  add(signal: {
    scan: number;
    symbol: number;
    bar: number;
    time: Float64Array;
    close: Float64Array;
    score: Float64Array;
    benchmarkClose: Float64Array;
  }): void;
  columns(): SignalColumns;
}

export function createSignalCollector(): SignalCollector {
  const scan: number[] = [];
  const symbol: number[] = [];
  const time: number[] = [];
  const score: number[] = [];
  const close: number[] = [];
  const forward: number[][] = HORIZONS.map(() => []);
  const benchmark: number[][] = HORIZONS.map(() => []);
  const due: number[][] = HORIZONS.map(() => []);
  return {
    add(signal) {
      const i = signal.bar;
      scan.push(signal.scan);
      symbol.push(signal.symbol);
      time.push(signal.time[i]);
      score.push(signal.score[i]);
      close.push(signal.close[i]);
      for (let h = 0; h < HORIZONS.length; h++) {
        const j = i + HORIZONS[h];
        const isDue = j < signal.close.length;
        forward[h].push(isDue ? signal.close[j] / signal.close[i] - 1 : Number.NaN);
        benchmark[h].push(isDue ? signal.benchmarkClose[j] / signal.benchmarkClose[i] - 1 : Number.NaN);
        due[h].push(isDue ? signal.time[j] : Number.NaN);
      }
    },
    columns: () => ({
      count: scan.length,
      scan: Int32Array.from(scan),
      symbol: Int32Array.from(symbol),
      time: Float64Array.from(time),
      score: Float64Array.from(score),
      close: Float64Array.from(close),
      forward: forward.map((values) => Float64Array.from(values)),
      benchmark: benchmark.map((values) => Float64Array.from(values)),
      due: due.map((values) => Float64Array.from(values)),
    }),
  };
}
