import { defineIndicator } from '../define-indicator.js';
import { real } from '../parameters.js';
import { HILBERT_MEMORY, hilbert } from '../stages/hilbert.js';

/** Bars whose mean is the first value; the transform begins after them. */
const SEED_BARS = 6;

export const mamaIndicator = defineIndicator({
  name: 'mama',
  title: 'MESA adaptive moving average',
  group: 'cycle',
  description:
    'Average that follows fast when the phase of the cycle jumps and slowly in between, and a following average of it. Applied to (high + low)/2 by its author.',
  inputs: ['series'],
  parameters: [real('fast', 0.5, 0.01, 0.99), real('slow', 0.05, 0.01, 0.99)],
  outputs: ['mama', 'fama'],
  formula:
    'a = max(fast/max(Δphase in degrees, 1), slow); mama ← mama + a(x − mama); fama ← fama + a/2(mama − fama)',
  source: 'Ehlers, MESA Adaptive Moving Averages, S&C (2001); seeded with the mean of six values, as Skender',
  lookback: () => SEED_BARS - 1,
  scratch: 4,
  memory: HILBERT_MEMORY + 4,
  run(
    { from, to, inputs: [x], outputs: [mama, fama], scratch: [smooth, re, im, period], memory },
    [fast, slow],
  ) {
    hilbert(x, smooth, re, im, period, from, to, SEED_BARS, memory);
    let [count, phase, value, follower] = memory.subarray(HILBERT_MEMORY);
    for (let i = from; i < to; i++) {
      const price = x[i];
      count = price - price === 0 ? count + 1 : 0;
      if (count <= SEED_BARS) {
        value = count <= 1 ? 0 : value;
        if (count > 0) value += price;
        if (count === SEED_BARS) value /= SEED_BARS;
        follower = value;
        phase = 0;
      } else {
        const angle = re[i] === 0 ? 0 : (Math.atan(im[i] / re[i]) * 180) / Math.PI;
        const alpha = Math.max(fast / Math.max(phase - angle, 1), slow);
        phase = angle;
        value += alpha * (price - value);
        follower += 0.5 * alpha * (value - follower);
      }
      mama[i] = count < SEED_BARS ? Number.NaN : value;
      fama[i] = count < SEED_BARS ? Number.NaN : follower;
    }
    memory.set([count, phase, value, follower], HILBERT_MEMORY);
  },
});
