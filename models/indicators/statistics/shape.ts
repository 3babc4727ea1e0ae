import { defineIndicator, type Span } from '../define-indicator.js';
import { bars } from '../parameters.js';

export const skewIndicator = defineIndicator({
  name: 'skew',
  title: 'Skewness',
  group: 'statistics',
  description:
    'Asymmetry of the last n values: third standardised population moment. NaN when they are all equal.',
  inputs: ['series'],
  parameters: [bars(63, 'period', 2)],
  outputs: ['value'],
  formula: 'm3/m2^1.5, mk = Σ(x − mean)^k/n',
  source: 'Pearson; g1 in Joanes and Gill, The Statistician 47 (1998)',
  lookback: ([n]) => n - 1,
  memory: 1,
  run(span, [n]) {
    standardisedMoment(span, n, false);
  },
});

export const kurtosisIndicator = defineIndicator({
  name: 'kurtosis',
  title: 'Kurtosis',
  group: 'statistics',
  description:
    'Weight of the tails of the last n values: fourth standardised population moment, 3 for a normal distribution. NaN when they are all equal.',
  inputs: ['series'],
  parameters: [bars(63, 'period', 2)],
  outputs: ['value'],
  formula: 'm4/m2², mk = Σ(x − mean)^k/n',
  source: 'Pearson; b2 in Joanes and Gill, The Statistician 47 (1998)',
  lookback: ([n]) => n - 1,
  memory: 1,
  run(span, [n]) {
    standardisedMoment(span, n, true);
  },
});

function standardisedMoment(
  { from, to, inputs: [x], outputs: [y], memory }: Span,
  n: number,
  fourth: boolean,
): void {
  let count = memory[0];
  for (let i = from; i < to; i++) {
    const latest = x[i];
    count = latest - latest === 0 ? count + 1 : 0;
    if (count < n) {
      y[i] = Number.NaN;
      continue;
    }
    let drift = 0;
    for (let j = i - n + 1; j <= i; j++) drift += x[j] - latest;
    const mean = drift / n;
    let second = 0;
    let higher = 0;
    for (let j = i - n + 1; j <= i; j++) {
      const deviation = x[j] - latest - mean;
      const square = deviation * deviation;
      second += square;
      higher += fourth ? square * square : square * deviation;
    }
    second /= n;
    higher /= n;
    y[i] = higher / (fourth ? second * second : second * Math.sqrt(second));
  }
  memory[0] = count;
}
