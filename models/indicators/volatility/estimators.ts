import { defineIndicator } from '../define-indicator.js';
import { bars, real } from '../parameters.js';
import { lagged } from '../stages/lagged.js';
import { rollingMoments } from '../stages/rolling-moments.js';
import { rollingMean } from '../stages/rolling-sum.js';

const perYear = real('bars_per_year', 252, 1, 1_000_000);

export const volatilityIndicator = defineIndicator({
  name: 'volatility',
  title: 'Historical volatility, close to close',
  group: 'volatility',
  description:
    'Population standard deviation of n log returns, a year, as a fraction. Needs positive prices.',
  inputs: ['series'],
  parameters: [bars(20), perYear],
  outputs: ['value'],
  formula: 'σ(ln(x/x[1]), n)·√bars_per_year',
  source: 'Hull, Options, Futures and Other Derivatives, ch. 15; population moment',
  lookback: ([n]) => n,
  scratch: 3,
  memory: 7,
  run({ from, to, inputs: [x], outputs: [y], scratch: [last, change, mean], memory }, [n, year]) {
    lagged(x, last, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) change[i] = Math.log(x[i] / last[i]);
    rollingMoments(change, mean, y, from, to, n, memory, 1);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(y[i] * year);
  },
});

export const ewmaVolatilityIndicator = defineIndicator({
  name: 'ewma_volatility',
  title: 'EWMA volatility (RiskMetrics)',
  group: 'volatility',
  description:
    'Root of the exponentially weighted mean of squared log returns, a year, as a fraction; starts at the first return. Needs positive prices.',
  inputs: ['series'],
  parameters: [real('lambda', 0.94, 0, 1), perYear],
  outputs: ['value'],
  formula: 's² ← λ·s² + (1 − λ)·r²; √(s²·bars_per_year)',
  source: 'J.P. Morgan, RiskMetrics Technical Document (1996), ch. 5',
  lookback: () => 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [x], outputs: [y], scratch: [last], memory }, [lambda, year]) {
    lagged(x, last, from, to, 1, memory, 0);
    let known = memory[1];
    let variance = memory[2];
    for (let i = from; i < to; i++) {
      const change = Math.log(x[i] / last[i]);
      const square = change * change;
      if (square - square !== 0) known = 0;
      else {
        variance = known === 0 ? square : lambda * variance + (1 - lambda) * square;
        known = 1;
      }
      y[i] = known === 1 ? Math.sqrt(variance * year) : Number.NaN;
    }
    memory[1] = known;
    memory[2] = variance;
  },
});

export const parkinsonIndicator = defineIndicator({
  name: 'parkinson',
  title: 'Parkinson volatility',
  group: 'volatility',
  description: 'Volatility from the ranges of n bars, a year, as a fraction; assumes no drift and no gaps.',
  inputs: ['high', 'low'],
  parameters: [bars(20), perYear],
  outputs: ['value'],
  formula: '√(mean ln(high/low)²/(4 ln 2)·bars_per_year)',
  source: 'Parkinson, Journal of Business 53 (1980)',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [h, l], outputs: [y], scratch: [term], memory }, [n, year]) {
    for (let i = from; i < to; i++) {
      const range = Math.log(h[i] / l[i]);
      term[i] = (range * range) / (4 * Math.LN2);
    }
    rollingMean(term, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(Math.max(0, y[i]) * year);
  },
});

export const garmanKlassIndicator = defineIndicator({
  name: 'garman_klass',
  title: 'Garman-Klass volatility',
  group: 'volatility',
  description:
    'Volatility from range and body of n bars, a year, as a fraction; assumes no drift and no gaps.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [bars(20), perYear],
  outputs: ['value'],
  formula: '√(mean(½·ln(high/low)² − (2 ln 2 − 1)·ln(close/open)²)·bars_per_year)',
  source: 'Garman and Klass, Journal of Business 53 (1980), the practical estimator',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [o, h, l, c], outputs: [y], scratch: [term], memory }, [n, year]) {
    for (let i = from; i < to; i++) {
      const range = Math.log(h[i] / l[i]);
      const body = Math.log(c[i] / o[i]);
      term[i] = (range * range) / 2 - (2 * Math.LN2 - 1) * body * body;
    }
    rollingMean(term, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(Math.max(0, y[i]) * year);
  },
});

export const rogersSatchellIndicator = defineIndicator({
  name: 'rogers_satchell',
  title: 'Rogers-Satchell volatility',
  group: 'volatility',
  description:
    'Volatility from the four prices of n bars, a year, as a fraction; allows a drift, assumes no gaps.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [bars(20), perYear],
  outputs: ['value'],
  formula: '√(mean(ln(h/c)·ln(h/o) + ln(l/c)·ln(l/o))·bars_per_year)',
  source: 'Rogers and Satchell, Annals of Applied Probability 1 (1991)',
  lookback: ([n]) => n - 1,
  scratch: 1,
  memory: 3,
  run({ from, to, inputs: [o, h, l, c], outputs: [y], scratch: [term], memory }, [n, year]) {
    for (let i = from; i < to; i++) {
      term[i] = Math.log(h[i] / c[i]) * Math.log(h[i] / o[i]) + Math.log(l[i] / c[i]) * Math.log(l[i] / o[i]);
    }
    rollingMean(term, y, from, to, n, memory, 0);
    for (let i = from; i < to; i++) y[i] = Math.sqrt(Math.max(0, y[i]) * year);
  },
});

export const yangZhangIndicator = defineIndicator({
  name: 'yang_zhang',
  title: 'Yang-Zhang volatility',
  group: 'volatility',
  description:
    'Volatility from gaps, bodies and Rogers-Satchell of n bars, a year, as a fraction; allows drift and gaps.',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [bars(20, 'period', 2), perYear],
  outputs: ['value'],
  formula:
    '√((V(ln o/c[1]) + k·V(ln c/o) + (1 − k)·RS)·bars_per_year), V with n − 1, k = 0.34/(1.34 + (n+1)/(n−1))',
  source: 'Yang and Zhang, Journal of Business 73 (2000)',
  lookback: ([n]) => n,
  scratch: 7,
  memory: 16,
  run({ from, to, inputs: [o, h, l, c], outputs: [y], scratch, memory }, [n, year]) {
    const [gap, body, term, mean, gapVariance, bodyVariance, drift] = scratch;
    lagged(c, gap, from, to, 1, memory, 0);
    for (let i = from; i < to; i++) {
      gap[i] = Math.log(o[i] / gap[i]);
      body[i] = Math.log(c[i] / o[i]) + 0 * gap[i];
      term[i] =
        Math.log(h[i] / c[i]) * Math.log(h[i] / o[i]) +
        Math.log(l[i] / c[i]) * Math.log(l[i] / o[i]) +
        0 * gap[i];
    }
    rollingMoments(gap, mean, gapVariance, from, to, n, memory, 1);
    rollingMoments(body, mean, bodyVariance, from, to, n, memory, 7);
    rollingMean(term, drift, from, to, n, memory, 13);
    const k = 0.34 / (1.34 + (n + 1) / (n - 1));
    const sample = n / (n - 1);
    for (let i = from; i < to; i++) {
      const total = sample * (gapVariance[i] + k * bodyVariance[i]) + (1 - k) * Math.max(0, drift[i]);
      y[i] = Math.sqrt(total * year);
    }
  },
});
