import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const mswIndicator = defineIndicator({
  name: 'msw',
  title: 'Mesa sine wave',
  group: 'cycle',
  description:
    'Sine of the phase of the n-bar cycle and the sine an eighth of a cycle ahead; they cross at turns of a cycle and run apart in a trend. −1 to 1.',
  inputs: ['series'],
  parameters: [bars(5)],
  outputs: ['sine', 'lead'],
  formula:
    're = Σ x[j bars ago]·cos(2πj/n), im = Σ x[j bars ago]·sin(2πj/n), j < n; phase = atan(im/re) (+ π where re < 0) + π/2; sine = sin(phase), lead = sin(phase + π/4); |re| ≤ 0.001: phase by the sign of im',
  source: 'Ehlers, in Tulip Indicators (tulipindicators.org/msw); its threshold of 0.001 is kept',
  lookback: ([n]) => n,
  memory: ([n]) => 1 + 2 * n,
  run({ from, to, inputs: [x], outputs: [sine, lead], memory }, [n]) {
    let count = memory[0];
    if (memory[1] === 0) {
      for (let j = 0; j < n; j++) {
        memory[1 + j] = Math.cos((2 * Math.PI * j) / n);
        memory[1 + n + j] = Math.sin((2 * Math.PI * j) / n);
      }
    }
    for (let i = from; i < to; i++) {
      const latest = x[i];
      count = latest - latest === 0 ? count + 1 : 0;
      if (count <= n) {
        sine[i] = Number.NaN;
        lead[i] = Number.NaN;
        continue;
      }
      let re = 0;
      let im = 0;
      for (let j = 0; j < n; j++) {
        re += memory[1 + j] * x[i - j];
        im += memory[1 + n + j] * x[i - j];
      }
      const steep = Math.abs(re) > 0.001;
      const angle = steep ? Math.atan(im / re) + (re < 0 ? Math.PI : 0) : im < 0 ? -Math.PI : Math.PI;
      const phase = angle + Math.PI / 2;
      sine[i] = Math.sin(phase);
      lead[i] = Math.sin(phase + Math.PI / 4);
    }
    memory[0] = count;
  },
});
