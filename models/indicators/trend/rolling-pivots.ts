import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const rollingPivotsIndicator = defineIndicator({
  name: 'pivots',
  title: 'Rolling pivot points',
  group: 'trend',
  description:
    'Floor-trader pivot, supports and resistances from the range and the last close of the n bars before the current one.',
  inputs: ['high', 'low', 'close'],
  parameters: [bars(20)],
  outputs: ['pivot', 's1', 's2', 's3', 'r1', 'r2', 'r3'],
  formula:
    'p = (H + L + C)/3; s1 = 2p − H; s2 = p − (H − L); s3 = L − 2(H − p); r1 = 2p − L; r2 = p + (H − L); r3 = H + 2(p − L)',
  source: 'Standard pivots; rolling form of Skender',
  lookback: ([n]) => n,
  scratch: 5,
  memory: 9,
  run(
    {
      from,
      to,
      inputs: [h, l, c],
      outputs: [p, s1, s2, s3, r1, r2, r3],
      scratch: [a, b, top, bottom, close],
      memory,
    },
    [n],
  ) {
    rollingMaximum(h, a, undefined, from, to, n, memory, 0);
    rollingMinimum(l, b, undefined, from, to, n, memory, 3);
    lagged(a, top, from, to, 1, memory, 6);
    lagged(b, bottom, from, to, 1, memory, 7);
    lagged(c, close, from, to, 1, memory, 8);
    for (let i = from; i < to; i++) {
      const high = top[i];
      const low = bottom[i];
      const pivot = (high + low + close[i]) / 3;
      p[i] = pivot;
      s1[i] = 2 * pivot - high;
      s2[i] = pivot - (high - low);
      s3[i] = low - 2 * (high - pivot);
      r1[i] = 2 * pivot - low;
      r2[i] = pivot + (high - low);
      r3[i] = high + 2 * (pivot - low);
    }
  },
});
