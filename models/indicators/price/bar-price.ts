import { defineIndicator } from '../define-indicator.js';

export const avgpriceIndicator = defineIndicator({
  name: 'avgprice',
  title: 'Average price',
  group: 'price',
  description: 'Mean of the four prices of a bar.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  outputs: ['value'],
  formula: '(open + high + low + close)/4',
  source: 'TA-Lib AVGPRICE',
  lookback: () => 0,
  run({ from, to, inputs: [o, h, l, c], outputs: [y] }) {
    for (let i = from; i < to; i++) y[i] = (o[i] + h[i] + l[i] + c[i]) / 4;
  },
});

export const medpriceIndicator = defineIndicator({
  name: 'medprice',
  title: 'Median price',
  group: 'price',
  description: 'Middle of the range of a bar.',
  inputs: ['high', 'low'],
  parameters: [],
  outputs: ['value'],
  formula: '(high + low)/2',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 191',
  lookback: () => 0,
  run({ from, to, inputs: [h, l], outputs: [y] }) {
    for (let i = from; i < to; i++) y[i] = (h[i] + l[i]) / 2;
  },
});

export const typpriceIndicator = defineIndicator({
  name: 'typprice',
  title: 'Typical price',
  group: 'price',
  description: 'Mean of high, low and close.',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['value'],
  formula: '(high + low + close)/3',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 345',
  lookback: () => 0,
  run({ from, to, inputs: [h, l, c], outputs: [y] }) {
    for (let i = from; i < to; i++) y[i] = (h[i] + l[i] + c[i]) / 3;
  },
});

export const wcpriceIndicator = defineIndicator({
  name: 'wcprice',
  title: 'Weighted close',
  group: 'price',
  description: 'Mean of high, low and close, the close counting twice.',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['value'],
  formula: '(high + low + 2·close)/4',
  source: 'Achelis, Technical Analysis from A to Z (2000), p. 364',
  lookback: () => 0,
  run({ from, to, inputs: [h, l, c], outputs: [y] }) {
    for (let i = from; i < to; i++) y[i] = (h[i] + l[i] + 2 * c[i]) / 4;
  },
});
