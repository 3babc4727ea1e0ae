import { defineIndicator, type Span } from '../define-indicator.js';
import { wilderStage } from '../stages/exponential.js';
import { lagged } from '../stages/lagged.js';

export const alligatorIndicator = defineIndicator({
  name: 'alligator',
  title: 'Alligator',
  group: 'trend',
  description:
    'Three smoothed averages of the middle of the bars, each delayed: jaw, teeth, lips. The delay looks backwards, so nothing repaints.',
  inputs: ['high', 'low'],
  parameters: [],
  outputs: ['jaw', 'teeth', 'lips'],
  formula: 'jaw = SMMA(mid, 13)[8]; teeth = SMMA(mid, 8)[5]; lips = SMMA(mid, 5)[3]; mid = (high + low)/2',
  source: 'Williams, Trading Chaos (1995)',
  lookback: () => 20,
  scratch: 4,
  memory: 9,
  run(span) {
    const { outputs } = span;
    threeLines(span, outputs[0], outputs[1], outputs[2]);
  },
});

export const gatorIndicator = defineIndicator({
  name: 'gator',
  title: 'Gator oscillator',
  group: 'trend',
  description:
    'How far the lines of the alligator lie apart: jaw and teeth above zero, teeth and lips below.',
  inputs: ['high', 'low'],
  parameters: [],
  outputs: ['upper', 'lower'],
  formula: 'upper = |jaw − teeth|; lower = −|teeth − lips|',
  source: 'Williams, Trading Chaos (1995)',
  lookback: () => 20,
  scratch: 7,
  memory: 9,
  run(span) {
    const { from, to, outputs, scratch } = span;
    const [, , , , jaw, teeth, lips] = scratch;
    threeLines(span, jaw, teeth, lips);
    for (let i = from; i < to; i++) {
      outputs[0][i] = Math.abs(jaw[i] - teeth[i]);
      outputs[1][i] = -Math.abs(teeth[i] - lips[i]);
    }
  },
});

function threeLines(
  { from, to, inputs: [h, l], scratch: [mid, a, b, c], memory }: Span,
  jaw: Float64Array,
  teeth: Float64Array,
  lips: Float64Array,
): void {
  for (let i = from; i < to; i++) mid[i] = (h[i] + l[i]) / 2;
  wilderStage(mid, a, from, to, 13, memory, 0);
  wilderStage(mid, b, from, to, 8, memory, 2);
  wilderStage(mid, c, from, to, 5, memory, 4);
  lagged(a, jaw, from, to, 8, memory, 6);
  lagged(b, teeth, from, to, 5, memory, 7);
  lagged(c, lips, from, to, 3, memory, 8);
}
