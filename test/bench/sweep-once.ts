import { FIGURES } from '../../models/statistics/index.js';
import { findStrategy, prepareSweep } from '../../models/strategies/index.js';
import { crossPairs, randomBars } from './sweep-market.js';

const SYMBOLS = 20;

/** One sweep in a process of its own; says the peak of its memory in megabytes. */
const combinations = crossPairs(Number(process.argv[2]));
const sweep = prepareSweep(findStrategy('sma-cross'), combinations, {
  cash: 100_000,
  commission: { bps: 10 },
});
const output = new Float64Array(combinations.length * FIGURES.length);
let peak = 0;
for (let symbol = 0; symbol < SYMBOLS; symbol++) {
  sweep.run({ bars: randomBars(`symbol ${symbol}`) }, output, () => {
    // Not resourceUsage().maxRSS: a process inherits that of the one that started it.
    peak = Math.max(peak, process.memoryUsage.rss());
  });
}
console.log(peak / 1e6);
