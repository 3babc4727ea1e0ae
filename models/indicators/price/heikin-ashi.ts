import { defineIndicator } from '../define-indicator.js';

export const heikinAshiIndicator = defineIndicator({
  name: 'heikin_ashi',
  title: 'Heikin-Ashi bars',
  group: 'price',
  description: 'Bars smoothed by averaging with the bar before. Not prices anyone can trade at.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  outputs: ['close', 'open', 'high', 'low'],
  formula:
    'close = (o + h + l + c)/4; open = mean of the previous ha open and close (first: (o + c)/2); high, low include both',
  source: 'Valcu, Using the Heikin-Ashi Technique, Stocks & Commodities 22:2 (2004)',
  lookback: () => 0,
  memory: 3,
  run({ from, to, inputs: [o, h, l, c], outputs: [close, open, high, low], memory }) {
    let [known, lastOpen, lastClose] = memory;
    for (let i = from; i < to; i++) {
      const average = (o[i] + h[i] + l[i] + c[i]) / 4;
      const start = (known === 1 ? (lastOpen + lastClose) / 2 : (o[i] + c[i]) / 2) + 0 * average;
      close[i] = average;
      open[i] = start;
      high[i] = Math.max(h[i], start, average);
      low[i] = Math.min(l[i], start, average);
      known = average - average === 0 ? 1 : 0;
      lastOpen = start;
      lastClose = average;
    }
    memory[0] = known;
    memory[1] = lastOpen;
    memory[2] = lastClose;
  },
});
