import { defineIndicator } from '../define-indicator.js';
import { real } from '../parameters.js';

export const zigzagIndicator = defineIndicator({
  name: 'zigzag',
  title: 'Zigzag, as known at each bar',
  group: 'trend',
  description:
    'Latest confirmed turning point, the direction of the swing since (1 up, −1 down, 0 before the first) and its extreme so far. A turn is confirmed when the series has come back from its extreme by a percentage; the usual chart draws it at the extreme, which nobody knew then. For positive series.',
  inputs: ['series'],
  parameters: [real('percent', 5, 0.01, 99)],
  outputs: ['pivot', 'direction', 'extreme'],
  formula:
    'up: extreme = max(extreme, x); x ≤ extreme·(1 − percent/100) makes it the pivot and turns down; likewise down',
  source: 'Merrill, Filtered Waves (1977), in causal form',
  lookback: () => 0,
  memory: 5,
  run({ from, to, inputs: [x], outputs: [pivots, directions, extremes], memory }, [percent]) {
    let [known, direction, extreme, pivot, opposite] = memory;
    for (let i = from; i < to; i++) {
      const value = x[i];
      if (value - value !== 0) {
        known = 0;
        pivots[i] = Number.NaN;
        directions[i] = Number.NaN;
        extremes[i] = Number.NaN;
        continue;
      }
      if (known === 0) {
        known = 1;
        direction = 0;
        extreme = value;
        opposite = value;
        pivot = Number.NaN;
      } else if (direction === 0) {
        // Until the first turn: the highest value so far is `extreme`, the lowest `opposite`.
        const isUp = 100 * (value - opposite) >= percent * opposite;
        if (isUp || 100 * (extreme - value) >= percent * extreme) {
          pivot = isUp ? opposite : extreme;
          direction = isUp ? 1 : -1;
          extreme = value;
        } else {
          extreme = Math.max(extreme, value);
          opposite = Math.min(opposite, value);
        }
      } else if (direction * (value - extreme) > 0) {
        extreme = value;
      } else if (100 * direction * (extreme - value) >= percent * extreme) {
        pivot = extreme;
        direction = -direction;
        extreme = value;
      }
      pivots[i] = pivot;
      directions[i] = direction;
      extremes[i] = extreme;
    }
    memory.set([known, direction, extreme, pivot, opposite]);
  },
});
