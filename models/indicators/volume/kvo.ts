import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { emaStage } from '../stages/exponential.js';

export const kvoIndicator = defineIndicator({
  name: 'kvo',
  title: 'Klinger volume oscillator',
  group: 'volume',
  description:
    'Fast less slow EMA of the volume force, which gives volume the sign of the trend and a weight by its range; with a signal line.',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [bars(34, 'fast'), bars(55, 'slow'), bars(13, 'signal')],
  outputs: ['kvo', 'signal'],
  formula:
    'vf = 100·volume·|2·(dm/cm − 1)|·trend; dm = high − low; cm = sum of dm since the trend (sign of the change of high + low + close) turned; kvo = EMA(vf, fast) − EMA(vf, slow)',
  source: 'Klinger, Stocks & Commodities 15:12 (1997), as in Skender',
  lookback: ([fast, slow, signal]) => Math.max(fast, slow) + signal,
  scratch: 3,
  memory: 11,
  run(
    { from, to, inputs: [h, l, c, v], outputs: [y, signal], scratch: [force, a, b], memory },
    [fast, slow, n],
  ) {
    let [count, lastPrice, lastRange, trend, measure] = memory;
    for (let i = from; i < to; i++) {
      const price = h[i] + l[i] + c[i];
      const range = h[i] - l[i];
      const volume = v[i];
      force[i] = Number.NaN;
      if (price - price + volume - volume !== 0) {
        count = 0;
        continue;
      }
      count++;
      const turned = price > lastPrice ? 1 : -1;
      if (count > 2) {
        measure = turned === trend ? measure + range : lastRange + range;
        if (range === measure || volume === 0) force[i] = 0;
        else if (range === 0) force[i] = 200 * volume * turned;
        else force[i] = 100 * volume * Math.abs(2 * (range / measure - 1)) * turned;
      } else measure = 0;
      trend = turned;
      lastPrice = price;
      lastRange = range;
    }
    memory[0] = count;
    memory[1] = lastPrice;
    memory[2] = lastRange;
    memory[3] = trend;
    memory[4] = measure;
    emaStage(force, a, from, to, fast, memory, 5);
    emaStage(force, b, from, to, slow, memory, 7);
    for (let i = from; i < to; i++) y[i] = a[i] - b[i];
    emaStage(y, signal, from, to, n, memory, 9);
  },
});
