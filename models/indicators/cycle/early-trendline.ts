import { defineIndicator } from '../define-indicator.js';
import { HILBERT_MEMORY, hilbert } from '../stages/hilbert.js';

/** Values before the transform begins, and before the trendline leaves the price itself. */
const WAIT = 6;
const FIRST_MEAN = 12;

export const htlIndicator = defineIndicator({
  name: 'htl',
  title: 'Hilbert trendline from the first bar',
  group: 'cycle',
  description:
    'Instantaneous trendline as ht_trendline, but known from the start: the price itself for eleven bars, then means of the cycle so far. With the dominant cycle in whole bars and the smoothed price. Applied to (high + low)/2 by its author.',
  inputs: ['series'],
  parameters: [],
  outputs: ['trendline', 'period', 'smooth'],
  formula:
    '(4t[0] + 3t[1] + 2t[2] + t[3])/10, t the mean of the last ⌊period + ½⌋ prices; smooth: the same weights on the price',
  source: 'Ehlers, Rocket Science for Traders (2001), ch. 7 and 10; start as Skender’s HtTrendline',
  lookback: () => WAIT + 1,
  history: () => 66,
  scratch: 4,
  memory: HILBERT_MEMORY,
  run({
    from,
    to,
    inputs: [x],
    outputs: [trendline, length, smooth],
    scratch: [re, im, period, mean],
    memory,
  }) {
    for (let i = from; i < to; i++) {
      hilbert(x, smooth, re, im, period, i, i + 1, WAIT, memory);
      const count = memory[0];
      const bars = Math.min(Math.floor(period[i] + 0.5), count);
      let sum = 0;
      for (let j = 0; j < bars; j++) sum += x[i - j];
      mean[i] = bars > 0 ? sum / bars : x[i];
      length[i] = bars > 0 ? bars : Number.NaN;
      if (count <= WAIT) smooth[i] = Number.NaN;
      if (count === 0) trendline[i] = Number.NaN;
      else if (count < FIRST_MEAN) trendline[i] = x[i];
      else trendline[i] = (4 * mean[i] + 3 * mean[i - 1] + 2 * mean[i - 2] + mean[i - 3]) / 10;
    }
  },
});
