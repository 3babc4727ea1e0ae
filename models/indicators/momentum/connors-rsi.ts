import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rsiStage } from './rsi.js';

export const connorsRsiIndicator = defineIndicator({
  name: 'connors_rsi',
  title: 'Connors RSI',
  group: 'momentum',
  description:
    'Mean of a short RSI, the RSI of the length of the current streak, and the percentile of the latest change; 0 to 100.',
  inputs: ['series'],
  parameters: [bars(3, 'rsi_period'), bars(2, 'streak_period'), bars(100, 'rank_period')],
  outputs: ['value'],
  formula: '(RSI(x, a) + RSI(streak, b) + 100·share of the n earlier changes below the latest)/3',
  source: 'Connors Research, An Introduction to ConnorsRSI (2012)',
  lookback: ([a, b, n]) => Math.max(a, b + 1, n + 1),
  scratch: 4,
  memory: 12,
  run({ from, to, inputs: [x], outputs: [y], scratch: [rsi, streak, streakRsi, change], memory }, [a, b, n]) {
    let run = memory[10];
    rsiStage(x, rsi, from, to, a, memory, 0);
    lagged(x, change, from, to, 1, memory, 8);
    for (let i = from; i < to; i++) {
      const previous = change[i];
      if (x[i] > previous) run = run > 0 ? run + 1 : 1;
      else if (x[i] < previous) run = run < 0 ? run - 1 : -1;
      else run = 0;
      change[i] = x[i] / previous - 1;
      streak[i] = run + 0 * change[i];
    }
    memory[10] = run;
    rsiStage(streak, streakRsi, from, to, b, memory, 4);
    let count = memory[11];
    for (let i = from; i < to; i++) {
      const latest = change[i];
      count = latest - latest === 0 ? count + 1 : 0;
      let below = count > n ? 0 : Number.NaN;
      if (count > n) for (let j = i - n; j < i; j++) if (change[j] < latest) below++;
      y[i] = (rsi[i] + streakRsi[i] + (100 * below) / n) / 3;
    }
    memory[11] = count;
  },
});
