import { defineIndicator } from '../define-indicator.js';
import { cyclePhase, PHASE_MEMORY } from '../stages/cycle-phase.js';
import { HILBERT_MEMORY } from '../stages/hilbert.js';

/** Values before TA-Lib's transform begins, and before its first output. */
const WAIT = 37;
const LOOKBACK = 63;
/** Distance from the trendline, as a fraction of it, at which there is a trend whatever the phase says. */
const FAR = 0.015;

export const htTrendmodeIndicator = defineIndicator({
  name: 'ht_trendmode',
  title: 'Trend or cycle',
  group: 'cycle',
  description:
    '1 in a trend, 0 in a cycle: in a cycle for half a period after the sine crosses its lead, and while the phase turns at the pace of the dominant cycle; in a trend wherever the price is 1.5 % off its trendline.',
  inputs: ['series'],
  parameters: [],
  outputs: ['value'],
  formula:
    '0 if bars since sin(phase) crossed sin(phase + 45°) < period/2, or 0.67 < Δphase·period/360 < 1.5; 1 if |smooth/trendline − 1| ≥ 0.015; else 1',
  source: 'Ehlers, Rocket Science for Traders (2001), ch. 11; start and state as in TA-Lib',
  lookback: () => LOOKBACK,
  history: () => 66,
  scratch: 6,
  memory: PHASE_MEMORY + 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [smooth, re, im, period, shown, mean], memory }) {
    let [sine, lead, age] = memory.subarray(PHASE_MEMORY);
    for (let i = from; i < to; i++) {
      const before = memory[HILBERT_MEMORY];
      cyclePhase(x, smooth, re, im, period, shown, i, i + 1, WAIT, LOOKBACK, memory);
      y[i] = Number.NaN;
      mean[i] = 0;
      if (memory[0] <= WAIT) {
        sine = 0;
        lead = 0;
        age = 0;
        continue;
      }
      const phase = memory[HILBERT_MEMORY];
      const previous = sine - lead;
      sine = Math.sin((phase * Math.PI) / 180);
      lead = Math.sin(((phase + 45) * Math.PI) / 180);
      const bars = Math.floor(period[i] + 0.5);
      for (let j = 0; j < bars; j++) mean[i] += x[i - j];
      if (bars > 0) mean[i] /= bars;
      const trendline = (4 * mean[i] + 3 * mean[i - 1] + 2 * mean[i - 2] + mean[i - 3]) / 10;
      const crossed = (sine > lead && previous <= 0) || (sine < lead && previous >= 0);
      age = crossed ? 1 : age + 1;
      const turn = ((phase - before) * period[i]) / 360;
      const cycles = crossed || age < 0.5 * period[i] || (turn > 0.67 && turn < 1.5);
      const far = trendline !== 0 && Math.abs((smooth[i] - trendline) / trendline) >= FAR;
      if (memory[0] > LOOKBACK) y[i] = far || !cycles ? 1 : 0;
    }
    memory.set([sine, lead, age], PHASE_MEMORY);
  },
});
