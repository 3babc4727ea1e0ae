import { defineIndicator } from '../define-indicator.js';
import { cyclePhase, PHASE_MEMORY } from '../stages/cycle-phase.js';
import { HILBERT_MEMORY, hilbert } from '../stages/hilbert.js';

/** Values before TA-Lib's transform begins, and before its first output. */
const SHORT = { wait: 12, lookback: 32 };
const LONG = { wait: 37, lookback: 63 };
const SOURCE = 'Ehlers, Rocket Science for Traders (2001); start as in TA-Lib';

export const htDcperiodIndicator = defineIndicator({
  name: 'ht_dcperiod',
  title: 'Dominant cycle period',
  group: 'cycle',
  description: 'Length in bars of the dominant cycle, from the Hilbert transform; up to 50.',
  inputs: ['series'],
  parameters: [],
  outputs: ['value'],
  formula: '2π/atan(im/re) of the smoothed homodyne product, limited and smoothed',
  source: SOURCE,
  lookback: () => SHORT.lookback,
  scratch: 3,
  memory: HILBERT_MEMORY,
  run({ from, to, inputs: [x], outputs: [y], scratch: [smooth, re, im], memory }) {
    hilbertFrom(x, smooth, re, im, y, from, to, memory);
  },
});

export const htPhasorIndicator = defineIndicator({
  name: 'ht_phasor',
  title: 'Phasor components',
  group: 'cycle',
  description: 'In-phase and quadrature component of the detrended series, from the Hilbert transform.',
  inputs: ['series'],
  parameters: [],
  outputs: ['in_phase', 'quadrature'],
  formula: 'in-phase: the detrended series three bars ago; quadrature: its Hilbert transform',
  source: SOURCE,
  lookback: () => SHORT.lookback,
  scratch: 2,
  memory: HILBERT_MEMORY,
  run({ from, to, inputs: [x], outputs: [re, im], scratch: [smooth, period], memory }) {
    hilbertFrom(x, smooth, re, im, period, from, to, memory);
    for (let i = from; i < to; i++) {
      if (period[i] !== period[i]) {
        re[i] = Number.NaN;
        im[i] = Number.NaN;
      }
    }
  },
});

export const htDcphaseIndicator = defineIndicator({
  name: 'ht_dcphase',
  title: 'Dominant cycle phase',
  group: 'cycle',
  description: 'Phase in degrees of the dominant cycle, −45 to 315.',
  inputs: ['series'],
  parameters: [],
  outputs: ['value'],
  formula: 'atan of the sine over the cosine sum of one cycle of smoothed prices, lag corrected',
  source: SOURCE,
  lookback: () => LONG.lookback,
  history: () => 66,
  scratch: 4,
  memory: PHASE_MEMORY,
  run({ from, to, inputs: [x], outputs: [y], scratch: [smooth, re, im, period], memory }) {
    cyclePhase(x, smooth, re, im, period, y, from, to, LONG.wait, LONG.lookback, memory);
  },
});

export const htSineIndicator = defineIndicator({
  name: 'ht_sine',
  title: 'Hilbert sine wave',
  group: 'cycle',
  description: 'Sine of the dominant cycle phase, and the sine 45 degrees ahead. −1 to 1.',
  inputs: ['series'],
  parameters: [],
  outputs: ['sine', 'lead'],
  formula: 'sin(phase), sin(phase + 45°)',
  source: SOURCE,
  lookback: () => LONG.lookback,
  history: () => 66,
  scratch: 4,
  memory: PHASE_MEMORY,
  run({ from, to, inputs: [x], outputs: [sine, lead], scratch: [smooth, re, im, period], memory }) {
    cyclePhase(x, smooth, re, im, period, sine, from, to, LONG.wait, LONG.lookback, memory);
    for (let i = from; i < to; i++) {
      const phase = sine[i];
      sine[i] = Math.sin((phase * Math.PI) / 180);
      lead[i] = Math.sin(((phase + 45) * Math.PI) / 180);
    }
  },
});

export const htTrendlineIndicator = defineIndicator({
  name: 'ht_trendline',
  title: 'Hilbert instantaneous trendline',
  group: 'cycle',
  description: 'Mean of one dominant cycle of prices, which the cycle leaves flat, smoothed over four bars.',
  inputs: ['series'],
  parameters: [],
  outputs: ['value'],
  formula: '(4t[0] + 3t[1] + 2t[2] + t[3])/10, t the mean of the last ⌊period + ½⌋ prices',
  source: SOURCE,
  lookback: () => LONG.lookback,
  history: () => 66,
  scratch: 5,
  memory: HILBERT_MEMORY,
  run({ from, to, inputs: [x], outputs: [y], scratch: [smooth, re, im, period, mean], memory }) {
    for (let i = from; i < to; i++) {
      hilbert(x, smooth, re, im, period, i, i + 1, LONG.wait, memory);
      const length = Math.floor(period[i] + 0.5);
      let sum = 0;
      for (let j = 0; j < length; j++) sum += x[i - j];
      mean[i] = length > 0 ? sum / length : 0;
      y[i] =
        memory[0] > LONG.lookback
          ? (4 * mean[i] + 3 * mean[i - 1] + 2 * mean[i - 2] + mean[i - 3]) / 10
          : Number.NaN;
    }
  },
});

/** The transform with TA-Lib's short start: the period is NaN up to its first output. */
function hilbertFrom(
  x: Float64Array,
  smooth: Float64Array,
  re: Float64Array,
  im: Float64Array,
  period: Float64Array,
  from: number,
  to: number,
  memory: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    hilbert(x, smooth, re, im, period, i, i + 1, SHORT.wait, memory);
    if (memory[0] <= SHORT.lookback) period[i] = Number.NaN;
  }
}
