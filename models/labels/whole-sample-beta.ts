/**
 * Beta of a symbol over all of its bars: covariance of one-bar returns with the benchmark's over the
 * benchmark's variance. It looks at the whole history, later bars included, so it belongs to the judging
 * of a score (is it more than exposure to the market?) and never to a feature.
 *
 * @param benchmarkClose close of the benchmark on each bar of the symbol.
 * @returns NaN with fewer than 20 common returns, or a flat benchmark.
 */
export function wholeSampleBeta(close: Float64Array, benchmarkClose: Float64Array): number {
  let n = 0;
  let meanOwn = 0;
  let meanMarket = 0;
  let cross = 0;
  let squares = 0;
  for (let i = 1; i < close.length; i++) {
    const own = close[i] / close[i - 1] - 1;
    const market = benchmarkClose[i] / benchmarkClose[i - 1] - 1;
    if (!Number.isFinite(own) || !Number.isFinite(market)) continue;
    n++;
    const ownStep = own - meanOwn;
    const marketStep = market - meanMarket;
    meanOwn += ownStep / n;
    meanMarket += marketStep / n;
    cross += ownStep * (market - meanMarket);
    squares += marketStep * (market - meanMarket);
  }
  return n >= MINIMUM_RETURNS && squares > 0 ? cross / squares : Number.NaN;
}

const MINIMUM_RETURNS = 20;
