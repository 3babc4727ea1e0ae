/** A benchmark's level if it is known from the first bar on, which figures against it need; else undefined. */
export function knownBenchmark(level: Float64Array | undefined): Float64Array | undefined {
  return level === undefined || level.length === 0 || Number.isNaN(level[0]) ? undefined : level;
}
