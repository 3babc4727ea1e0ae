import { defineIndicator } from '../define-indicator.js';

export const marketfiIndicator = defineIndicator({
  name: 'marketfi',
  title: 'Market facilitation index',
  group: 'volume',
  description: 'Range of the bar per share traded. NaN without volume.',
  inputs: ['high', 'low', 'volume'],
  parameters: [],
  outputs: ['value'],
  formula: '(high − low)/volume',
  source: 'Williams, Trading Chaos (1995); Achelis (2000), p. 177',
  lookback: () => 0,
  run({ from, to, inputs: [h, l, v], outputs: [y] }) {
    for (let i = from; i < to; i++) y[i] = v[i] === 0 ? Number.NaN : (h[i] - l[i]) / v[i];
  },
});
