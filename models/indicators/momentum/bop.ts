import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { rollingMean, rollingSum } from '../stages/rolling-sum.js';

export const bopIndicator = defineIndicator({
  name: 'bop',
  title: 'Balance of power',
  group: 'momentum',
  description: 'Body over range of the bar, −1 to 1, averaged over n bars; a bar without range counts 0.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: 'SMA((close − open)/(high − low), n)',
  source: 'Livshin, Stocks & Commodities 19:8 (2001)',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [o, h, l, c], outputs: [y], scratch: [raw], memory }, [n]) {
    for (let i = from; i < to; i++) {
      const range = h[i] - l[i];
      const body = c[i] - o[i];
      raw[i] = range === 0 ? 0 * body : body / range;
    }
    rollingMean(raw, y, from, to, n, memory, 0);
  },
});

export const qstickIndicator = defineIndicator({
  name: 'qstick',
  title: 'Qstick',
  group: 'momentum',
  description: 'Mean body of the last n bars, in price units.',
  inputs: ['open', 'close'],
  parameters: [bars(8)],
  outputs: ['value'],
  formula: 'SMA(close − open, n)',
  source: 'Chande; Achelis, Technical Analysis from A to Z (2000), p. 280',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [o, c], outputs: [y], scratch: [body], memory }, [n]) {
    for (let i = from; i < to; i++) body[i] = c[i] - o[i];
    rollingMean(body, y, from, to, n, memory, 0);
  },
});

export const imiIndicator = defineIndicator({
  name: 'imi',
  title: 'Intraday momentum index',
  group: 'momentum',
  description: 'Share of rising bodies in all bodies of n bars, 0 to 100; 50 when no bar has a body.',
  inputs: ['open', 'close'],
  parameters: [bars(14)],
  outputs: ['value'],
  formula: '100·Σ max(close − open, 0)/Σ|close − open|',
  source: 'Chande and Kroll, The New Technical Trader (1994)',
  lookback: ([n]) => n - 1,
  scratch: 4,
  memory: 6,
  run({ from, to, inputs: [o, c], outputs: [y], scratch: [up, size, rises, total], memory }, [n]) {
    for (let i = from; i < to; i++) {
      const body = c[i] - o[i];
      up[i] = body > 0 ? body : 0 * body;
      size[i] = Math.abs(body);
    }
    rollingSum(up, rises, from, to, n, 1, memory, 0);
    rollingSum(size, total, from, to, n, 1, memory, 3);
    for (let i = from; i < to; i++) y[i] = total[i] === 0 ? 50 : (100 * rises[i]) / total[i];
  },
});
