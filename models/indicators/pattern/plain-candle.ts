import { defineIndicator } from '../define-indicator.js';
import { real } from '../parameters.js';

export const plainDojiIndicator = defineIndicator({
  name: 'cdl_plain_doji',
  title: 'Doji, by the bar alone',
  group: 'pattern',
  description: '1 where open and close differ by at most a percentage of the open, else 0.',
  inputs: ['open', 'close'],
  parameters: [real('percent', 0.1, 0, 100)],
  outputs: ['value'],
  formula: '|close/open − 1| ≤ percent/100',
  source: 'Skender, Doji',
  lookback: () => 0,
  run({ from, to, inputs: [o, c], outputs: [y] }, [percent]) {
    for (let i = from; i < to; i++) {
      const change = Math.abs(c[i] / o[i] - 1);
      y[i] = change - change === 0 ? (change <= percent / 100 ? 1 : 0) : Number.NaN;
    }
  },
});

export const plainMarubozuIndicator = defineIndicator({
  name: 'cdl_plain_marubozu',
  title: 'Marubozu, by the bar alone',
  group: 'pattern',
  description:
    '100 where the body of a rising bar, −100 of a falling one, is at least a percentage of the range, else 0.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [real('percent', 95, 0, 100)],
  outputs: ['value'],
  formula: '|close − open|/(high − low) ≥ percent/100',
  source: 'Skender, Marubozu',
  lookback: () => 0,
  run({ from, to, inputs: [o, h, l, c], outputs: [y] }, [percent]) {
    for (let i = from; i < to; i++) {
      const body = c[i] - o[i];
      const range = h[i] - l[i];
      const unknown = body - body + (range - range);
      if (unknown !== 0) y[i] = Number.NaN;
      else if (body === 0 || Math.abs(body / range) < percent / 100) y[i] = 0;
      else y[i] = body > 0 ? 100 : -100;
    }
  },
});
