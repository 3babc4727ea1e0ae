import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMaximum, rollingMinimum } from '../stages/rolling-extremum.js';

export const ichimokuIndicator = defineIndicator({
  name: 'ichimoku',
  title: 'Ichimoku cloud',
  group: 'trend',
  description:
    'Conversion and base line, and the two cloud lines that stand at this bar, formed `displacement` bars ago. The lagging span, a later close drawn earlier, is left out: it looks ahead.',
  inputs: ['high', 'low'],
  parameters: [
    bars(9, 'conversion_period'),
    bars(26, 'base_period'),
    bars(52, 'span_period'),
    bars(26, 'displacement', 0),
  ],
  outputs: ['conversion', 'base', 'span_a', 'span_b'],
  formula:
    'conversion, base, B = (HH + LL)/2 over 9, 26, 52; span_a = ((conversion + base)/2)[26]; span_b = B[26]',
  source: 'Hosoda (1969)',
  lookback: ([a, b, c, d]) => Math.max(a, b, c) - 1 + d,
  scratch: 4,
  memory: 20,
  run({ from, to, inputs: [h, l], outputs, scratch: [top, bottom, a, b], memory }, [n1, n2, n3, shift]) {
    const [conversion, base, spanA, spanB] = outputs;
    const lines = [conversion, base, b];
    const periods = [n1, n2, n3];
    for (let k = 0; k < 3; k++) {
      rollingMaximum(h, top, undefined, from, to, periods[k], memory, 6 * k);
      rollingMinimum(l, bottom, undefined, from, to, periods[k], memory, 6 * k + 3);
      for (let i = from; i < to; i++) lines[k][i] = (top[i] + bottom[i]) / 2;
    }
    for (let i = from; i < to; i++) a[i] = (conversion[i] + base[i]) / 2;
    lagged(a, spanA, from, to, shift, memory, 18);
    lagged(b, spanB, from, to, shift, memory, 19);
  },
});
