import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const decayIndicator = defineIndicator({
  name: 'decay',
  title: 'Linear decay',
  group: 'statistics',
  description: 'The value, or what is left of an earlier one that falls by 1/n a bar, if that is larger.',
  inputs: ['series'],
  parameters: [bars(5)],
  outputs: ['value'],
  formula: 'y ← max(x, y − 1/n)',
  source: 'Tulip Indicators: decay',
  lookback: () => 0,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    let [known, value] = memory;
    for (let i = from; i < to; i++) {
      value = known === 0 ? x[i] : Math.max(x[i], value - 1 / n);
      known = value - value === 0 ? 1 : 0;
      y[i] = known === 1 ? value : Number.NaN;
    }
    memory[0] = known;
    memory[1] = value;
  },
});

export const exponentialDecayIndicator = defineIndicator({
  name: 'edecay',
  title: 'Exponential decay',
  group: 'statistics',
  description:
    'The value, or what is left of an earlier one that falls by the fraction 1/n a bar, if that is larger.',
  inputs: ['series'],
  parameters: [bars(5)],
  outputs: ['value'],
  formula: 'y ← max(x, y·(1 − 1/n))',
  source: 'Tulip Indicators: edecay',
  lookback: () => 0,
  memory: 2,
  run({ from, to, inputs: [x], outputs: [y], memory }, [n]) {
    let [known, value] = memory;
    for (let i = from; i < to; i++) {
      value = known === 0 ? x[i] : Math.max(x[i], value * (1 - 1 / n));
      known = value - value === 0 ? 1 : 0;
      y[i] = known === 1 ? value : Number.NaN;
    }
    memory[0] = known;
    memory[1] = value;
  },
});
