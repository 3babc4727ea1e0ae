import { defineIndicator, type Span } from '../define-indicator.js';

export const nviIndicator = defineIndicator({
  name: 'nvi',
  title: 'Negative volume index',
  group: 'volume',
  description: 'Starts at 1000 and follows the close on bars with less volume than the bar before.',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'nvi ← nvi·close/close[1] when volume < volume[1]',
  source: 'Fosback, Stock Market Logic (1976); Achelis (2000), p. 214',
  lookback: () => 0,
  memory: 4,
  run(span) {
    volumeIndex(span, -1);
  },
});

export const pviIndicator = defineIndicator({
  name: 'pvi',
  title: 'Positive volume index',
  group: 'volume',
  description: 'Starts at 1000 and follows the close on bars with more volume than the bar before.',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: 'pvi ← pvi·close/close[1] when volume > volume[1]',
  source: 'Fosback, Stock Market Logic (1976); Achelis (2000), p. 249',
  lookback: () => 0,
  memory: 4,
  run(span) {
    volumeIndex(span, 1);
  },
});

function volumeIndex({ from, to, inputs: [c, v], outputs: [y], memory }: Span, sign: number): void {
  let [known, value, lastPrice, lastVolume] = memory;
  for (let i = from; i < to; i++) {
    const price = c[i];
    const volume = v[i];
    if (price - price + volume - volume !== 0) {
      known = 0;
      y[i] = Number.NaN;
      continue;
    }
    if (known === 0) value = 1000;
    else if (sign * (volume - lastVolume) > 0) value *= price / lastPrice;
    known = 1;
    lastPrice = price;
    lastVolume = volume;
    y[i] = value;
  }
  memory[0] = known;
  memory[1] = value;
  memory[2] = lastPrice;
  memory[3] = lastVolume;
}
