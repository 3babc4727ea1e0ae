import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { channelPosition } from '../stages/channel-position.js';

export const fisherIndicator = defineIndicator({
  name: 'fisher',
  title: 'Fisher transform',
  group: 'momentum',
  description:
    'Position of the middle of the bar in its range of n bars, smoothed and stretched to a nearly normal distribution; signal: the value one bar earlier.',
  inputs: ['high', 'low'],
  parameters: [bars(9)],
  outputs: ['fisher', 'signal'],
  formula: 'v ← clamp(0.66·(position − 0.5) + 0.67·v, ±0.999); f ← 0.5·ln((1+v)/(1−v)) + 0.5·f',
  source: 'Ehlers, Using the Fisher Transform, Stocks & Commodities 20:11 (2002)',
  lookback: ([n]) => n - 1,
  scratch: 4,
  memory: 8,
  run({ from, to, inputs: [h, l], outputs: [y, signal], scratch: [mid, top, bottom, place], memory }, [n]) {
    for (let i = from; i < to; i++) mid[i] = (h[i] + l[i]) / 2;
    channelPosition(mid, mid, mid, top, bottom, place, from, to, n, memory, 0);
    let value = memory[6];
    let fisher = memory[7];
    for (let i = from; i < to; i++) {
      const position = place[i] / 100;
      if (position - position !== 0) {
        value = 0;
        fisher = 0;
        y[i] = Number.NaN;
        signal[i] = Number.NaN;
        continue;
      }
      value = 0.66 * (position - 0.5) + 0.67 * value;
      if (value > 0.99) value = 0.999;
      else if (value < -0.99) value = -0.999;
      signal[i] = fisher;
      fisher = 0.5 * Math.log((1 + value) / (1 - value)) + 0.5 * fisher;
      y[i] = fisher;
    }
    memory[6] = value;
    memory[7] = fisher;
  },
});
